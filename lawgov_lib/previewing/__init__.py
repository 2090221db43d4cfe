"""The live preview: a year's review page on this machine, which follows what is saved."""
