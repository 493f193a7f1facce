package org.jitsuin.crl.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.ssl.SSLUtil;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.SocketFactory;

/** A connection to the directory. */
final class Directory implements AutoCloseable {
  private static final String CRL = "certificateRevocationList;binary";
  private static final String DELTA = "deltaRevocationList;binary";
  private static final String OBJECT_CLASS = "objectClass";
  private static final int CONNECT_MILLIS = 5_000;
  private static final int ANSWER_MILLIS = 30_000;

  /** What entries above a distribution point are (RFC 4519). */
  private static final Map<String, String> ABOVE =
      Map.of("ou", "organizationalUnit", "o", "organization", "c", "country");

  private final LDAPConnection connection;

  private Directory(LDAPConnection connection) {
    this.connection = connection;
  }

  /** Connects and logs in; the server's certificate is checked with Java's trust store. */
  static Directory connect(LdapSettings settings, char[] password) throws LDAPException {
    LDAPConnectionOptions options = new LDAPConnectionOptions();
    options.setConnectTimeoutMillis(CONNECT_MILLIS);
    options.setResponseTimeoutMillis(ANSWER_MILLIS);
    options.setFollowReferrals(false);
    LDAPConnection connection =
        new LDAPConnection(sockets(settings), options, settings.host(), settings.port());
    try {
      connection.bind(settings.bindDn(), new String(password));
      return new Directory(connection);
    } catch (LDAPException e) {
      connection.close();
      throw e;
    }
  }

  private static SocketFactory sockets(LdapSettings settings) throws LDAPException {
    try {
      return settings.tls() ? new SSLUtil().createSSLSocketFactory() : SocketFactory.getDefault();
    } catch (GeneralSecurityException e) {
      throw new LDAPException(ResultCode.CONNECT_ERROR, "there is no TLS here", e);
    }
  }

  /**
   * Puts a CRL and its delta in the place of those before, both at once (RFC 4523 §2.5 and §2.6).
   * The entry is made where it is missing, and those above it.
   */
  void put(DN name, byte[] crl, Optional<byte[]> delta) throws LDAPException {
    try {
      replace(name, crl, delta);
    } catch (LDAPException e) {
      if (!e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
        throw e;
      }
      makeAbove(name.getParent());
      RDN own = name.getRDN();
      add(
          new Entry(
              name,
              new Attribute(OBJECT_CLASS, "top", "cRLDistributionPoint"),
              new Attribute(own.getAttributeNames()[0], own.getAttributeValues()[0])));
      replace(name, crl, delta);
    }
  }

  private void replace(DN name, byte[] crl, Optional<byte[]> delta) throws LDAPException {
    connection.modify(
        name.toString(),
        Arrays.asList(
            new Modification(ModificationType.REPLACE, CRL, crl),
            delta
                .map(octets -> new Modification(ModificationType.REPLACE, DELTA, octets))
                .orElseGet(() -> new Modification(ModificationType.REPLACE, DELTA))));
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
