-- A complete CRL lists what every key generation of its authority revoked. Those that were published
-- before list their own generation's only: none of the feed is in them, so that they are due at once.
UPDATE status.crl SET feed_seq = 0
WHERE state = 'published' AND partition_no > 2147483647 - 256;
