"""What a disk and a machine are asked for: durable writes, the lock, zone and paths."""
