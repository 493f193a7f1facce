package org.jitsuin.bench.crl;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.jitsuin.base.keys.KeyContentSigner;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.bench.environment.JavaProcess;
import org.mariadb.jdbc.MariaDbPoolDataSource;

/**
 * The same CRL made with Bouncy Castle's builder, from the same rows with the same key, for
 * comparison. Begins with its first line of standard input; answers with seconds and entries.
 */
public final class BouncyCastleCrl {
  static final String PARTITION = "bench.partition";
  static final String KEY_LABEL = "bench.key-label";
  static final String SCHEME = "bench.scheme";
  static final String FILE = "bench.file";

  private static final double NANOS_PER_SECOND = 1e9;

  private BouncyCastleCrl() {}

  /** Runs the process. */
  public static void main(String[] arguments) throws IOException, SQLException {
    Map<String, String> settings = JavaProcess.settings();
    if (System.in.read() >= 0) {
      long begin = System.nanoTime();
      long entries = write(settings);
      System.out.println("= " + (System.nanoTime() - begin) / NANOS_PER_SECOND + " " + entries);
    }
    Runtime.getRuntime().halt(0);
  }

  private static long write(Map<String, String> settings) throws SQLException, IOException {
    Instant now = Clocks.system().instant();
    X509v2CRLBuilder builder = new X509v2CRLBuilder(new X500Name("CN=any"), Date.from(now));
    builder.setNextUpdate(Date.from(now.plus(Duration.ofHours(36))));
    long entries;
    try (MariaDbPoolDataSource database = CrlWorker.database(settings)) {
      entries =
          RawLimits.rows(
              database, Integer.parseInt(settings.get(PARTITION)), row -> add(builder, row));
    }
    Settings tokens = new Settings(key -> Optional.ofNullable(settings.get(key)));
    try (SigningPool pool = SigningPool.configured(tokens, "ca", Clocks.system())) {
      SignatureScheme scheme = SignatureScheme.byId(settings.get(SCHEME)).orElseThrow();
      X509CRLHolder crl =
          builder.build(new KeyContentSigner(pool.key(settings.get(KEY_LABEL), scheme)));
      Files.write(Path.of(settings.get(FILE)), crl.getEncoded());
    }
    return entries;
  }

  private static void add(X509v2CRLBuilder builder, ResultSet row) throws SQLException {
    BigInteger serial = new BigInteger(1, row.getBytes(1));
    Date revoked = date(row.getLong(3));
    long invalid = row.getLong(4);
    if (row.wasNull()) {
      builder.addCRLEntry(serial, revoked, row.getInt(2));
    } else {
      builder.addCRLEntry(serial, revoked, row.getInt(2), date(invalid));
    }
  }

  private static Date date(long milliseconds) {
    return Date.from(Instant.ofEpochMilli(milliseconds));
  }
}
