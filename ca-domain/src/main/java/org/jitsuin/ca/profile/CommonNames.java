package org.jitsuin.ca.profile;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.model.Municipality;

/**
 * The subjects of the two certificates. Neither holds the person's name; both common names end with
 * the code of the reception window.
 */
public final class CommonNames {
  private static final DateTimeFormatter REQUESTED =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withZone(JapanTime.ZONE);
  private static final int SEQUENCES = 100_000;
  private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final int RANDOM_LETTERS = 14;

  private final SecureRandom random;
  private final AtomicInteger sequence;

  public CommonNames(SecureRandom random) {
    this.random = random;
    this.sequence = new AtomicInteger(random.nextInt(SEQUENCES));
  }

  /**
   * Draws a common name. For the signature certificate it is the time of the request in Japan, the
   * next number of a sequence and the window's code; for the user-identification certificate 14
   * random characters and the window's code.
   *
   * <p>The numbers begin anywhere and then count: drawn at random, two among some hundred requests
   * of one window in one second would often be the same.
   *
   * @param window nine characters
   */
  public String draw(Authority kind, Instant requested, String window) {
    return switch (kind) {
      case SIGNATURE ->
          REQUESTED.format(requested)
              + String.format(
                  Locale.ROOT, "%05d", Math.floorMod(sequence.getAndIncrement(), SEQUENCES))
              + window;
      case USER_IDENTIFICATION -> letters() + window;
    };
  }

  private String letters() {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < RANDOM_LETTERS; i++) {
      letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return letters.toString();
  }

  /** The distinguished name: the signature certificate also names prefecture and municipality. */
  public static X500Name subject(Authority kind, Municipality municipality, String commonName) {
    X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.C, "JP");
    if (kind == Authority.SIGNATURE) {
      name.addRDN(BCStyle.L, municipality.prefecture());
      name.addRDN(BCStyle.L, municipality.name());
    }
    return name.addRDN(BCStyle.CN, commonName).build();
  }
}
