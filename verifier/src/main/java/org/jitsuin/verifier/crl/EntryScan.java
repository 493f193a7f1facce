package org.jitsuin.verifier.crl;

import java.math.BigInteger;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.TBSCertList;
import org.jitsuin.verifier.status.Silence;
import org.jitsuin.verifier.status.Unanswered;

/**
 * Looks for one serial number among entries that pass by, each in the same few octets of memory.
 *
 * <pre>
 * SEQUENCE { userCertificate CertificateSerialNumber, revocationDate Time, crlEntryExtensions Extensions OPTIONAL }
 * Extension ::= SEQUENCE { extnID OBJECT IDENTIFIER, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }
 * </pre>
 */
final class EntryScan {
  /** A critical extension, wherever it stands: BOOLEAN TRUE; what only looks like it is parsed. */
  private static final byte[] TRUE = {0x01, 0x01, (byte) 0xff};

  private static final int SMALLEST = 4;

  private final byte[] serial;
  private final byte[] entry = new byte[CrlWalk.MOST_ENTRY];
  private Optional<CrlEntry> found = Optional.empty();

  EntryScan(BigInteger serial) {
    this.serial = serial.toByteArray();
  }

  /** The octets into which an entry with its header is put. */
  byte[] room() {
    return entry;
  }

  /**
   * Looks at the entry in {@link #room}.
   *
   * @param start where its content begins
   * @param size how many octets it has with its header
   */
  void look(int start, int size) throws Unanswered, ParseException {
    DerStream.require(size - start >= SMALLEST && entry[start] == 0x02, "an entry is no entry");
    int length = entry[start + 1] & 0xff;
    DerStream.require(length < 0x80 && start + 2 + length < size, "an entry is no entry");
    if (hasCritical(start + 2 + length, size)) {
      refuseCritical(Arrays.copyOf(entry, size));
    }
    if (length == serial.length
        && Arrays.equals(entry, start + 2, start + 2 + length, serial, 0, length)) {
      DerStream.require(found.isEmpty(), "a serial number stands there twice");
      found = Optional.of(CrlEntry.of(Arrays.copyOf(entry, size)));
    }
  }

  private boolean hasCritical(int from, int to) {
    for (int i = from; i + TRUE.length <= to; i++) {
      if (entry[i] == TRUE[0] && entry[i + 1] == TRUE[1] && entry[i + 2] == TRUE[2]) {
        return true;
      }
    }
    return false;
  }

  /** RFC 5280 §5.3: a CRL with one that is not understood says nothing of any certificate. */
  private static void refuseCritical(byte[] der) throws Unanswered {
    Extensions extensions = TBSCertList.CRLEntry.getInstance(der).getExtensions();
    if (extensions == null) {
      return;
    }
    for (ASN1ObjectIdentifier id : extensions.getCriticalExtensionOIDs()) {
      Unanswered.unless(
          id.equals(Extension.reasonCode) || id.equals(Extension.invalidityDate),
          Silence.MALFORMED,
          "a critical extension of an entry is not known");
    }
  }

  Optional<CrlEntry> found() {
    return found;
  }
}
