package org.jitsuin.crl.write;

import java.util.Arrays;
import java.util.HexFormat;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.der.DerTag;
import org.jitsuin.base.der.DerTime;
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

  /** Extension, id-ce-invalidityDate, OCTET STRING; a GeneralizedTime follows. */
  static final byte[] INVALIDITY_DATE = HexFormat.of().parseHex("30180603551d180411");

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
        INVALIDITY_DATE.length + DerTime.GENERALIZED_OCTETS + (reasoned ? REASON.length + 1 : 0));
    if (reasoned) {
      putReason(reason);
    }
    put(INVALIDITY_DATE);
    length = DerTime.putGeneralized(seconds(invalidSince), out, length);
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
    length = DerTime.put(seconds(revokedAt), out, length);
  }

  private void end() {
    out[0] = DerTag.SEQUENCE;
    out[1] = (byte) (length - 2);
  }

  private void putExtensions(int octets) {
    out[length++] = DerTag.SEQUENCE;
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
    out[length++] = DerTag.INTEGER;
    out[length++] = (byte) (serial.length + sign);
    Arrays.fill(out, length, length + sign, (byte) 0);
    System.arraycopy(serial, 0, out, length + sign, serial.length);
    length += sign + serial.length;
  }

  private static long seconds(long milliseconds) {
    return Math.floorDiv(milliseconds, 1000L);
  }
}
