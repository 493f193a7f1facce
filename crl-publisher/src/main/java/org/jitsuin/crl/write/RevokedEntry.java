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
 *   crlEntryExtensions Extensions OPTIONAL }   -- the reason code, if any, RFC 5280 §5.3.1
 * </pre>
 */
final class RevokedEntry {
  /** No entry is longer, so every length in it is a single octet. */
  static final int MAX_OCTETS = 64;

  static final int MAX_SERIAL = 20;

  /** Extensions, Extension, id-ce-cRLReasons, OCTET STRING, ENUMERATED; the code follows. */
  static final byte[] REASON = HexFormat.of().parseHex("300c300a0603551d1504030a01");

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
    if (serial.length == 0 || serial.length > MAX_SERIAL || serial[0] == 0) {
      throw new Fault(
          FaultCode.INTEGRITY_VIOLATED,
          "no serial number: " + HexFormat.of().formatHex(serial, 0, Math.min(serial.length, 21)));
    }
    length = 2;
    putSerial(serial);
    putTime(Math.floorDiv(revokedAt, 1000L));
    // RFC 5280 §5.3.1: "unspecified" is said by leaving the reason out.
    if (reason != RevocationReason.UNSPECIFIED) {
      System.arraycopy(REASON, 0, out, length, REASON.length);
      length += REASON.length;
      out[length++] = (byte) reason.code();
    }
    out[0] = Der.SEQUENCE;
    out[1] = (byte) (length - 2);
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

  private void putTime(long epochSecond) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC);
    boolean generalized = time.getYear() >= 2050;
    out[length++] = (byte) (generalized ? Der.GENERALIZED_TIME : Der.UTC_TIME);
    out[length++] = (byte) (generalized ? 15 : 13);
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
