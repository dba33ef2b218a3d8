"""This computer: paths, resources, atomic files, process hardening."""
