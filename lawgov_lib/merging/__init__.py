"""A report corrected in Word comes back: what was changed goes into the prose it came from."""
