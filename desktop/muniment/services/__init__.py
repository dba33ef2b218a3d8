"""One public function for each intention of a user."""
