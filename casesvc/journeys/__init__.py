"""What people do, one module per journey; `ports` says what a journey needs from outside."""
