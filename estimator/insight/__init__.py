"""What a diary shows over time: calculations on estimates, without words and pictures."""
