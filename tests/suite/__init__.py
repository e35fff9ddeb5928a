"""What customers say, written by readers who had seen neither word lists nor templates; README.md tells how."""
