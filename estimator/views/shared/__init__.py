"""Words, figures and colours that several pages share."""
