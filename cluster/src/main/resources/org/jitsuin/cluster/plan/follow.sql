-- @name@: mariadb < follow.sql, as root, when the copy is there.
CHANGE MASTER TO MASTER_HOST='@source@', MASTER_USER='jitsuin_copier', MASTER_PASSWORD='…', MASTER_USE_GTID=slave_pos,
  MASTER_SSL=1, MASTER_SSL_VERIFY_SERVER_CERT=1, MASTER_SSL_CA='@keys@/ca.pem', MASTER_CONNECT_RETRY=1, MASTER_HEARTBEAT_PERIOD=1@also@;
START SLAVE;
