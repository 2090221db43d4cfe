"""Publishing a year: run, render, guard, put in place at one stroke, say what it was made from."""
