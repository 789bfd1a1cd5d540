"""What is said of a cohort."""
