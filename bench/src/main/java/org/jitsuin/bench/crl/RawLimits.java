package org.jitsuin.bench.crl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jitsuin.base.model.Fingerprint;

/** The parts of the work alone, each done as plainly as it can be. */
final class RawLimits {
  /** The rows of a CRL by serial number. */
  static final String ROWS =
      """
      SELECT serial, reason, revoked_at, invalid_since FROM status.revocation
      WHERE partition_no = ? AND not_after >= 0 ORDER BY serial
      """;

  static final int FETCH = 5_000;
  private static final int CHUNK = 1 << 16;

  private RawLimits() {}

  /** Takes rows one by one. */
  @FunctionalInterface
  interface Sink {
    void take(ResultSet row) throws SQLException;
  }

  /** Reads the rows of a partition's CRL and does nothing with them; returns how many. */
  static long rows(DataSource database, int partition) throws SQLException {
    return rows(
        database,
        partition,
        row -> {
          row.getBytes(1);
          row.getInt(2);
          row.getLong(3);
          row.getLong(4);
        });
  }

  static long rows(DataSource database, int partition, Sink sink) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(ROWS)) {
      query.setFetchSize(FETCH);
      query.setInt(1, partition);
      long count = 0;
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          sink.take(rows);
          count++;
        }
      }
      return count;
    }
  }

  /** Hashes the octets of a file; returns how many. */
  static long hash(Path file) throws IOException {
    MessageDigest digest = Fingerprint.sha256();
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    long count = 0;
    try (FileChannel in = FileChannel.open(file)) {
      while (in.read(chunk.clear()) > 0) {
        count += chunk.flip().remaining();
        digest.update(chunk);
      }
    }
    return count + digest.digest().length * 0L;
  }

  /** Writes as many octets as a file has to a new one, down to the disk; returns how many. */
  static long write(Path like) throws IOException {
    Path file = like.resolveSibling("written");
    long size = Files.size(like);
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
      for (long left = size; left > 0; ) {
        left -= out.write(chunk.clear().limit((int) Math.min(CHUNK, left)));
      }
      out.force(false);
    } finally {
      Files.deleteIfExists(file);
    }
    return size;
  }
}
