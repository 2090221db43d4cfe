"""What an analyst starts from and fills in: a new year folder, a workbook of its registers."""
