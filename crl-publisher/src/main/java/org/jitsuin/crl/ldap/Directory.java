package org.jitsuin.crl.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.AssertionRequestControl;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CertificateList;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.jitsuin.base.model.Bytes;

/** A connection to the directory. */
final class Directory implements AutoCloseable {
  private static final String CRL = "certificateRevocationList;binary";
  private static final String DELTA = "deltaRevocationList;binary";
  private static final String CHANGE = "entryCSN";
  private static final String CHANGED_AT = "modifyTimestamp";
  private static final String OBJECT_CLASS = "objectClass";

  /** The object classes of entries above a distribution point (RFC 4519). */
  private static final Map<String, String> ABOVE =
      Map.of("ou", "organizationalUnit", "o", "organization", "c", "country");

  private final LDAPConnection connection;

  private Directory(LDAPConnection connection) {
    this.connection = connection;
  }

  /** Connects and logs in. */
  static Directory connect(LdapSettings settings, char[] password) throws LDAPException {
    return new Directory(Connector.connect(settings, password));
  }

  /**
   * The CRLs that shall stand in an entry.
   *
   * @param number the CRL number of both
   */
  record Pair(long number, Bytes crl, Optional<Bytes> delta) {}

  /**
   * Puts a CRL and its delta in the place of those before, both at once (RFC 4523 §2.5 and §2.6),
   * unless a newer one stands there. The entry is made where it is missing, and those above it.
   */
  void put(DN name, Pair pair) throws LDAPException {
    Optional<Entry> entry = look(name);
    if (entry.isEmpty()) {
      makeAbove(name.getParent());
      RDN own = name.getRDN();
      add(
          new Entry(
              name,
              new Attribute(OBJECT_CLASS, "top", "cRLDistributionPoint"),
              new Attribute(own.getAttributeNames()[0], own.getAttributeValues()[0])));
      entry = look(name);
    }
    Entry seen =
        entry.orElseThrow(() -> new LDAPException(ResultCode.NO_SUCH_OBJECT, "the entry is gone"));
    if (!holds(seen, pair)) {
      replace(seen, pair);
    }
  }

  /** The CRLs that stand there with a greater number than that one, whoever signed them. */
  List<byte[]> newer(DN name, long number) throws LDAPException {
    return look(name).map(entry -> entry.getAttributeValueByteArrays(CRL)).stream()
        .flatMap(Arrays::stream)
        .filter(crl -> number(crl) > number)
        .toList();
  }

  /** Returns the content of an entry, with the number of its last change. */
  Optional<Entry> look(DN name) throws LDAPException {
    return Optional.ofNullable(connection.getEntry(name.toString(), CRL, CHANGE, CHANGED_AT));
  }

  private static boolean holds(Entry seen, Pair pair) {
    return Optional.ofNullable(seen.getAttributeValueByteArrays(CRL)).stream()
        .flatMap(Arrays::stream)
        .anyMatch(crl -> number(crl, pair.crl().bytes()) >= pair.number());
  }

  /**
   * Replaces what was seen. Who was stopped for a while since changes nothing any more: the
   * directory refuses it where somebody else did (RFC 4528). CRLs themselves cannot be compared
   * there, but the change can: by its number in OpenLDAP, elsewhere by its time, which is another
   * one since a lease lasts for seconds.
   */
  void replace(Entry seen, Pair pair) throws LDAPException {
    ModifyRequest request =
        new ModifyRequest(
            seen.getDN(),
            List.of(
                new Modification(ModificationType.REPLACE, CRL, pair.crl().bytes()), delta(pair)));
    Stream.of(CHANGE, CHANGED_AT)
        .filter(seen::hasAttribute)
        .findFirst()
        .map(known -> Filter.createEqualityFilter(known, seen.getAttributeValue(known)))
        .ifPresent(unchanged -> request.addControl(new AssertionRequestControl(unchanged)));
    connection.modify(request);
  }

  private static Modification delta(Pair pair) {
    return pair.delta()
        .map(octets -> new Modification(ModificationType.REPLACE, DELTA, octets.bytes()))
        .orElseGet(() -> new Modification(ModificationType.REPLACE, DELTA));
  }

  /** The number of a CRL that stands there; 0 where the key that signs now did not sign it. */
  private static long number(byte[] crl, byte[] ours) {
    try {
      Extensions extensions = extensions(crl);
      Extension key = extensions.getExtension(Extension.authorityKeyIdentifier);
      return extensions(ours).getExtension(Extension.authorityKeyIdentifier).equals(key)
          ? number(crl)
          : 0;
    } catch (IllegalArgumentException | NoSuchElementException | ArithmeticException e) {
      return 0;
    }
  }

  /** The number of a CRL; 0 where it has none. */
  private static long number(byte[] crl) {
    try {
      return CRLNumber.getInstance(extensions(crl).getExtensionParsedValue(Extension.cRLNumber))
          .getCRLNumber()
          .longValueExact();
    } catch (IllegalArgumentException | NoSuchElementException | ArithmeticException e) {
      return 0;
    }
  }

  private static Extensions extensions(byte[] crl) {
    return Optional.ofNullable(CertificateList.getInstance(crl).getTBSCertList().getExtensions())
        .orElseThrow();
  }

  private void makeAbove(DN name) throws LDAPException {
    if (connection.getEntry(name.toString(), "1.1") != null) {
      return;
    }
    RDN own = name.getRDN();
    String attribute = own.getAttributeNames()[0].toLowerCase(Locale.ROOT);
    String objectClass = ABOVE.get(attribute);
    if (objectClass == null || name.getParent() == null) {
      throw new LDAPException(ResultCode.NO_SUCH_OBJECT, "there is no entry " + name);
    }
    Entry entry =
        new Entry(
            name,
            new Attribute(OBJECT_CLASS, "top", objectClass),
            new Attribute(attribute, own.getAttributeValues()[0]));
    try {
      add(entry);
    } catch (LDAPException e) {
      // Above what the directory holds there need be nothing, so its parent comes only now.
      if (!e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT) || name.getParent().isNullDN()) {
        throw e;
      }
      makeAbove(name.getParent());
      add(entry);
    }
  }

  private void add(Entry entry) throws LDAPException {
    try {
      connection.add(entry);
    } catch (LDAPException e) {
      // Another server was quicker.
      if (!e.getResultCode().equals(ResultCode.ENTRY_ALREADY_EXISTS)) {
        throw e;
      }
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
