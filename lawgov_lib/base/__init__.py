"""What every room stands on, knowing no agency, year or law: errors, characters, files, words."""
