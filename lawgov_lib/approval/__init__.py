"""From draft to final: signatures, the status of each year, verification, the final report."""
