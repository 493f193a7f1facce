package org.jitsuin.filter.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jitsuin.filter.FilterStatus;
import org.jitsuin.filter.Opened;
import org.jitsuin.filter.StatusFilter;

/** Checks a certificate by a file with head, base and delta. */
public final class Check {
  /** The certificate is good. */
  public static final int GOOD = 0;

  /** It is revoked, on hold, or not valid at all. */
  public static final int BAD = 1;

  static final int USAGE = 2;

  /** It cannot be told. */
  public static final int UNKNOWN = 3;

  private static final String HELP =
      "usage: java -jar status-filter.jar check CERTIFICATE --authority FILE... --file PACK";

  private final PrintStream out;
  private final PrintStream err;
  private final Instant now;

  /**
   * @param out where the answer goes, one line
   * @param err where it is said what is wrong
   * @param now the time of the question
   */
  Check(PrintStream out, PrintStream err, Instant now) {
    this.out = out;
    this.err = err;
    this.now = now;
  }

  /**
   * Runs it.
   *
   * @return 0 if the certificate is good, 1 if it is revoked, on hold or not valid at all, 2 if the
   *     words are not understood, 3 if it cannot be told
   */
  int run(List<String> words) {
    List<String> certificates = new ArrayList<>();
    List<String> authorities = new ArrayList<>();
    List<String> files = new ArrayList<>();
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("--")) {
        certificates.add(word);
      } else if (i + 1 < words.size() && word.equals("--authority")) {
        authorities.add(words.get(++i));
      } else if (i + 1 < words.size() && word.equals("--file")) {
        files.add(words.get(++i));
      } else {
        return usage();
      }
    }
    boolean understood =
        !words.isEmpty()
            && words.get(0).equals("check")
            && certificates.size() == 1
            && files.size() == 1
            && !authorities.isEmpty();
    return understood ? run(certificates.get(0), authorities, files.get(0)) : usage();
  }

  private int usage() {
    err.println(HELP);
    return USAGE;
  }

  private int run(String certificate, List<String> authorityFiles, String file) {
    try {
      List<X509Certificate> authorities = new ArrayList<>();
      for (String each : authorityFiles) {
        authorities.addAll(certificates(Path.of(each)));
      }
      X509Certificate asked = certificates(Path.of(certificate)).get(0);
      Told told = tell(asked, authorities, Files.readAllBytes(Path.of(file)), now);
      out.println(told.sentence());
      return told.code();
    } catch (IOException | CertificateException e) {
      err.println(e.getMessage());
      return UNKNOWN;
    }
  }

  /**
   * What is told of a certificate.
   *
   * @param code {@link #GOOD}, {@link #BAD} or {@link #UNKNOWN}
   * @param sentence the same in words
   */
  public record Told(int code, String sentence) {}

  /**
   * Tells what a filter says of a certificate; checks who signed both.
   *
   * @param authorities the certificates of all key generations that are trusted
   * @param pack head, base and delta in one
   * @param now the time of the question
   */
  public static Told tell(
      X509Certificate asked, List<X509Certificate> authorities, byte[] pack, Instant now) {
    Optional<X509Certificate> issuer =
        authorities.stream().filter(authority -> issued(authority, asked)).findFirst();
    if (issuer.isEmpty()) {
      return new Told(BAD, "not signed by any of these authorities");
    }
    if (now.isAfter(asked.getNotAfter().toInstant())
        || now.isBefore(asked.getNotBefore().toInstant())) {
      return new Told(BAD, "not valid at this time");
    }
    Opened opened = StatusFilter.open(pack, authorities);
    if (opened instanceof Opened.Usable usable) {
      return told(usable.filter(), issuer.get(), asked, now);
    }
    return new Told(UNKNOWN, "no filter that can be used: " + ((Opened.Refused) opened).detail());
  }

  private static Told told(
      StatusFilter filter, X509Certificate issuer, X509Certificate asked, Instant now) {
    FilterStatus status = filter.status(issuer.getPublicKey(), asked.getSerialNumber(), now);
    String asOf = " as of " + filter.thisUpdate();
    return switch (status) {
      case GOOD -> new Told(GOOD, "good" + asOf);
      case REVOKED -> new Told(BAD, "revoked" + asOf);
      case ON_HOLD -> new Told(BAD, "on hold" + asOf);
      case NOT_COVERED -> new Told(UNKNOWN, "not covered: ask OCSP; the filter is" + asOf);
      case NOT_OURS -> new Told(UNKNOWN, "the filter is about other keys");
      case TOO_OLD ->
          new Told(UNKNOWN, "the filter is too old, or this clock is wrong; it is" + asOf);
    };
  }

  /** Reads certificates in PEM, or one in DER. */
  public static List<X509Certificate> certificates(Path file)
      throws IOException, CertificateException {
    List<X509Certificate> found = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        found.add((X509Certificate) each);
      }
    }
    if (found.isEmpty()) {
      throw new CertificateException("no certificate in " + file);
    }
    return found;
  }

  private static boolean issued(X509Certificate authority, X509Certificate certificate) {
    try {
      certificate.verify(authority.getPublicKey());
      return certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
