"""What a text says, read by its form: sentences, clauses, names and numerals; knows no metric."""
