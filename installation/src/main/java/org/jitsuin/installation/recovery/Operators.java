package org.jitsuin.installation.recovery;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.store.StaffTable;
import org.jitsuin.installation.ceremony.RecordSignature.Credential;
import org.jitsuin.installation.setup.SetupFailure;

/**
 * The two CA operators who decide together: each signs what is to be done with the key of their
 * own.
 */
public final class Operators {
  private static final int NEEDED = 2;

  private final Jdbi database;
  private final X509Certificate staffAuthority;

  /**
   * @param staffAuthority which issued the certificates of members of staff
   */
  public Operators(Jdbi database, X509Certificate staffAuthority) {
    this.database = database;
    this.staffAuthority = staffAuthority;
  }

  /**
   * Returns the operators after each has signed the statement.
   *
   * @param statement what is to be done
   * @return who they are
   * @throws SetupFailure unless they are two active operators
   */
  public List<StaffMember> sign(List<Credential> credentials, byte[] statement) {
    List<StaffMember> members =
        credentials.stream().map(credential -> member(credential, statement)).toList();
    long people = members.stream().map(StaffMember::person).distinct().count();
    if (people != NEEDED || members.size() != NEEDED) {
      throw new SetupFailure("two CA operators decide this together, each with a key of their own");
    }
    return members;
  }

  private StaffMember member(Credential credential, byte[] statement) {
    X509Certificate certificate = credential.chain().getFirst();
    try {
      certificate.verify(staffAuthority.getPublicKey());
      String algorithm =
          credential.key().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(credential.key());
      signature.update(statement);
      byte[] signed = signature.sign();
      signature.initVerify(certificate);
      signature.update(statement);
      if (!signature.verify(signed)) {
        throw new SetupFailure(
            "the key of " + credential.name() + " is not that of its certificate");
      }
    } catch (GeneralSecurityException e) {
      throw new SetupFailure(credential.name() + " is no credential of this authority's staff", e);
    }
    Serial serial = Serial.of(certificate.getSerialNumber());
    return database
        .withHandle(handle -> StaffTable.find(handle, serial))
        .filter(member -> member.role() == Role.CA_OPERATOR)
        .orElseThrow(() -> new SetupFailure(credential.name() + " is no active CA operator"));
  }
}
