"""Speech in and out: microphone -> activity -> recogniser -> correction; normalising -> speaker -> player."""
