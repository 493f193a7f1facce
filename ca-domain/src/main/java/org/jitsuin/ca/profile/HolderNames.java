package org.jitsuin.ca.profile;

import java.time.LocalDate;
import java.time.chrono.JapaneseDate;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;
import org.jitsuin.ca.model.BirthDate;
import org.jitsuin.ca.model.Holder;

/**
 * The holder in the subjectAltName of the signature certificate: otherName entries below
 * 1.2.392.200149.8.5.5, each an explicitly tagged UTF8String, in the order 1, 4, 3, 5, 2, 6 in
 * which real cards have them.
 */
final class HolderNames {
  private static final ASN1ObjectIdentifier ARC = new ASN1ObjectIdentifier("1.2.392.200149.8.5.5");

  /** JapaneseEra counts Meiji as -1; the certificate counts it as 1. */
  private static final int ERA_OFFSET = 2;

  private static final int ERA_UNKNOWN = 0;

  private HolderNames() {}

  static GeneralNames of(Holder holder) {
    return new GeneralNames(
        new GeneralName[] {
          name("1", holder.name().text()),
          name("4", birthDate(holder.birthDate())),
          name("3", String.valueOf(holder.sex().digit())),
          name("5", holder.address().text()),
          name("2", holder.name().substitutes()),
          name("6", holder.address().substitutes())
        });
  }

  private static GeneralName name(String item, String value) {
    return new GeneralName(
        GeneralName.otherName, new OtherName(ARC.branch(item), new DERUTF8String(value)));
  }

  /**
   * Era digit and Gregorian date, {@code EYYYYMMDD}: 1 Meiji, 2 Taisho, 3 Showa, 4 Heisei, 5 Reiwa,
   * 0 where what is known of the date does not settle it; zeros for what is unknown of the date.
   */
  static String birthDate(BirthDate date) {
    return String.format(
        Locale.ROOT, "%d%04d%02d%02d", era(date), date.year(), date.month(), date.day());
  }

  private static int era(BirthDate date) {
    if (!date.hasYear()) {
      return ERA_UNKNOWN;
    }
    int first = era(date.earliest());
    return first == era(date.latest()) ? first : ERA_UNKNOWN;
  }

  private static int era(LocalDate date) {
    return JapaneseDate.from(date).getEra().getValue() + ERA_OFFSET;
  }
}
