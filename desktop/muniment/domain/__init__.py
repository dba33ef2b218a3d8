"""What a case file is: records, rules and arithmetic. Standard library only, no input or output."""
