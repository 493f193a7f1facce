package org.jitsuin.crl.write;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.RevocationReason;

/**
 * Encodes entries into a buffer that is used again and again: this runs once per revoked
 * certificate, millions of times in a row.
 *
 * <pre>
 * SEQUENCE { userCertificate CertificateSerialNumber, revocationDate Time,
 *   crlEntryExtensions Extensions OPTIONAL }
 * -- the reason code (RFC 5280 §5.3.1), the invalidity date (§5.3.2), or both in that order
 * </pre>
 */
final class RevokedEntry {
  /** The greatest size of an entry; every length in it is a single octet. */
  static final int MAX_OCTETS = 84;

  static final int MAX_SERIAL = 20;

  /** Extension, id-ce-cRLReasons, OCTET STRING, ENUMERATED; the code follows. */
  static final byte[] REASON = HexFormat.of().parseHex("300a0603551d1504030a01");

  /** Extension, id-ce-invalidityDate, OCTET STRING, GeneralizedTime; its 15 octets follow. */
  static final byte[] INVALIDITY_DATE = HexFormat.of().parseHex("30180603551d180411180f");

  static final int GENERALIZED_TIME_OCTETS = 15;
  private static final int UTC_TIME_OCTETS = 13;
  private static final int FIRST_GENERALIZED_YEAR = 2050;

  private final byte[] out = new byte[MAX_OCTETS];
  private int length;

  /**
   * Encodes one entry; read it with {@link #octets()} and {@link #length()}.
   *
   * @param serial unsigned, most significant octet first
   * @param revokedAt milliseconds since 1970
   * @throws Fault INTEGRITY_VIOLATED if the serial is none
   */
  void encode(byte[] serial, long revokedAt, RevocationReason reason) {
    begin(serial, revokedAt);
    if (reason != RevocationReason.UNSPECIFIED) {
      putExtensions(REASON.length + 1);
      putReason(reason);
    }
    end();
  }

  /**
   * Encodes one entry with an invalidity date, which is a GeneralizedTime in any year (RFC 5280
   * §5.3.2).
   *
   * @param invalidSince milliseconds since 1970
   */
  void encode(byte[] serial, long revokedAt, RevocationReason reason, long invalidSince) {
    begin(serial, revokedAt);
    boolean reasoned = reason != RevocationReason.UNSPECIFIED;
    putExtensions(
        INVALIDITY_DATE.length + GENERALIZED_TIME_OCTETS + (reasoned ? REASON.length + 1 : 0));
    if (reasoned) {
      putReason(reason);
    }
    put(INVALIDITY_DATE);
    putTime(utc(invalidSince), true);
    end();
  }

  private void begin(byte[] serial, long revokedAt) {
    if (serial.length == 0 || serial.length > MAX_SERIAL || serial[0] == 0) {
      throw new Fault(
          FaultCode.INTEGRITY_VIOLATED,
          "no serial number: " + HexFormat.of().formatHex(serial, 0, Math.min(serial.length, 21)));
    }
    length = 2;
    putSerial(serial);
    LocalDateTime time = utc(revokedAt);
    boolean generalized = time.getYear() >= FIRST_GENERALIZED_YEAR;
    out[length++] = (byte) (generalized ? Der.GENERALIZED_TIME : Der.UTC_TIME);
    out[length++] = (byte) (generalized ? GENERALIZED_TIME_OCTETS : UTC_TIME_OCTETS);
    putTime(time, generalized);
  }

  private void end() {
    out[0] = Der.SEQUENCE;
    out[1] = (byte) (length - 2);
  }

  private void putExtensions(int octets) {
    out[length++] = Der.SEQUENCE;
    out[length++] = (byte) octets;
  }

  /** RFC 5280 §5.3.1: "unspecified" is said by leaving the reason out, so it never comes here. */
  private void putReason(RevocationReason reason) {
    put(REASON);
    out[length++] = (byte) reason.code();
  }

  private void put(byte[] octets) {
    System.arraycopy(octets, 0, out, length, octets.length);
    length += octets.length;
  }

  byte[] octets() {
    return out;
  }

  int length() {
    return length;
  }

  private void putSerial(byte[] serial) {
    int sign = serial[0] < 0 ? 1 : 0;
    out[length++] = Der.INTEGER;
    out[length++] = (byte) (serial.length + sign);
    Arrays.fill(out, length, length + sign, (byte) 0);
    System.arraycopy(serial, 0, out, length + sign, serial.length);
    length += sign + serial.length;
  }

  private static LocalDateTime utc(long milliseconds) {
    return LocalDateTime.ofEpochSecond(Math.floorDiv(milliseconds, 1000L), 0, ZoneOffset.UTC);
  }

  private void putTime(LocalDateTime time, boolean generalized) {
    if (generalized) {
      putTwoDigits(time.getYear() / 100);
    }
    putTwoDigits(time.getYear() % 100);
    putTwoDigits(time.getMonthValue());
    putTwoDigits(time.getDayOfMonth());
    putTwoDigits(time.getHour());
    putTwoDigits(time.getMinute());
    putTwoDigits(time.getSecond());
    out[length++] = 'Z';
  }

  private void putTwoDigits(int value) {
    out[length++] = (byte) ('0' + value / 10);
    out[length++] = (byte) ('0' + value % 10);
  }
}
