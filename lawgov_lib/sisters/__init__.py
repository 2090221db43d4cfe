"""The sister reports (相关年报) that are made from the same year folder as the annual report."""
