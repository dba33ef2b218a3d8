"""The parts that pages are composed of: banners, chips, drawn timelines, body maps."""
