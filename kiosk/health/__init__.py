"""Looking at every device, model and file that the kiosk needs: what works, and what to do about the rest."""
