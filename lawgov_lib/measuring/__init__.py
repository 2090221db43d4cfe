"""Measuring: what a metric is, by which formula it is counted, on which law it rests."""
