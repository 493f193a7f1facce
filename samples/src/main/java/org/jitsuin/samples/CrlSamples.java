package org.jitsuin.samples;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * Certificates that are all right, each with a CRL of its own that says otherwise, or may say
 * nothing. A CRL is the file at the path of its address.
 */
final class CrlSamples {
  private static final String CANNOT_TELL = "cannot-tell";
  private static final int HOLD = 6;
  private static final int REMOVED = 8;

  private final SampleWorld world;
  private final SampleFiles files;
  private final SampleAuthority authority;

  CrlSamples(SampleWorld world, SampleFiles files) {
    this.world = world;
    this.files = files;
    this.authority = world.signature();
  }

  void make() {
    statuses();
    deltas();
    lies();
    broken();
  }

  /** Makes the CRL of a certificate, under the names that stand in it. */
  private interface Listing {
    byte[] of(BigInteger serial, GeneralNames names);
  }

  private void statuses() {
    add(
        "crl-good",
        "valid",
        "-",
        "it lists another one",
        (serial, names) ->
            signed(
                crl(names).entry(serial.add(BigInteger.ONE), world.before(Duration.ofDays(1)), 1)));
    add(
        "crl-complete",
        "valid",
        "-",
        "a complete CRL, without a distribution point",
        (serial, names) -> signed(world.crl(authority, 7)));
    add(
        "crl-revoked",
        "revoked",
        "AFFILIATION_CHANGED",
        "it lists it",
        (serial, names) -> signed(listed(names, serial, 3)));
    add(
        "crl-hold",
        "suspended",
        "-",
        "it lists it as suspended",
        (serial, names) -> signed(listed(names, serial, HOLD)));
    add(
        "crl-other-generation-revoked",
        "revoked",
        "KEY_COMPROMISE",
        "the complete CRL that the authority's second key signed lists it",
        (serial, names) ->
            world
                .crl(world.nextSignature(), 7)
                .entry(serial, world.before(Duration.ofDays(1)), 1)
                .signedBy(world.nextSignature().key()));
  }

  private void deltas() {
    add(
        "delta-revoked",
        "revoked",
        "SUPERSEDED",
        "its delta lists it",
        (serial, names) -> {
          delta("delta-revoked", names, 4, serial, 4);
          return signed(crl(names).freshest(deltaNames("delta-revoked")));
        });
    add(
        "delta-lifted",
        "valid",
        "-",
        "suspended, and its delta lifts that",
        (serial, names) -> {
          delta("delta-lifted", names, REMOVED, serial, 7);
          return signed(listed(names, serial, HOLD).freshest(deltaNames("delta-lifted")));
        });
    add(
        "delta-missing",
        CANNOT_TELL,
        "UNREACHABLE",
        "its delta is not there",
        (serial, names) -> signed(crl(names).freshest(deltaNames("delta-missing"))));
    add(
        "delta-upon-later",
        CANNOT_TELL,
        "OTHER_SCOPE",
        "its delta starts from a later CRL",
        (serial, names) -> {
          delta("delta-upon-later", names, REMOVED, serial, 9);
          return signed(crl(names).freshest(deltaNames("delta-upon-later")));
        });
  }

  /** Writes the delta upon the CRL with a number, issued as number 10. */
  private void delta(String name, GeneralNames names, int reason, BigInteger serial, long base) {
    files.file(
        "crl/signature/" + name + "-delta-g1.crl",
        signed(
            world
                .crl(authority, 10)
                .of(names)
                .upon(base)
                .entry(serial, world.before(Duration.ofDays(1)), reason)));
  }

  private GeneralNames deltaNames(String name) {
    return authority.crlNames(name + "-delta");
  }

  private void lies() {
    silent(
        "crl-other-municipality",
        "OTHER_SCOPE",
        "it is of another municipality",
        (serial, names) -> signed(crl(authority.crlNames("13222"))));
    silent(
        "crl-only-delta",
        "OTHER_SCOPE",
        "it is a delta CRL",
        (serial, names) -> signed(crl(names).upon(3)));
    silent(
        "crl-other-key",
        "NOT_SIGNED",
        "an impostor signed it",
        (serial, names) -> crl(names).signedBy(world.impostor().key()));
    silent(
        "crl-card-key",
        "NOT_SIGNED",
        "the holder of a card signed it",
        (serial, names) -> crl(names).signedBy(world.cardKey()));
    silent(
        "crl-old",
        "NOT_CURRENT",
        "its nextUpdate was an hour ago",
        (serial, names) ->
            signed(
                new CrlDraft(
                        authority,
                        6,
                        world.before(Duration.ofDays(1)),
                        world.before(Duration.ofHours(1)))
                    .of(names)));
    silent(
        "crl-future",
        "NOT_CURRENT",
        "its thisUpdate is an hour from now",
        (serial, names) ->
            signed(
                new CrlDraft(
                        authority,
                        8,
                        world.after(Duration.ofHours(1)),
                        world.after(SampleWorld.CURRENT))
                    .of(names)));
    silent(
        "crl-other-issuer",
        "OTHER_SCOPE",
        "the other authority issued it",
        (serial, names) ->
            world.crl(world.identification(), 7).signedBy(world.identification().key()));
  }

  private void broken() {
    silent(
        "crl-changed",
        "NOT_SIGNED",
        "its entry was taken for another's",
        (serial, names) -> {
          byte[] crl = signed(listed(names, serial, 1));
          byte[] octets = serial.toByteArray();
          for (int i = 0; i + octets.length < crl.length; i++) {
            if (Arrays.equals(crl, i, i + octets.length, octets, 0, octets.length)) {
              crl[i + octets.length - 1] ^= 1;
            }
          }
          return crl;
        });
    silent(
        "crl-cut",
        "MALFORMED",
        "its last octets are missing",
        (serial, names) -> {
          byte[] crl = signed(listed(names, serial, 1));
          return Arrays.copyOf(crl, crl.length - 40);
        });
    silent(
        "crl-longer",
        "MALFORMED",
        "something follows it",
        (serial, names) -> {
          byte[] crl = signed(crl(names));
          return Arrays.copyOf(crl, crl.length + 1);
        });
    silent(
        "crl-huge-length",
        "MALFORMED",
        "its outermost length is of a terabyte",
        (serial, names) ->
            new byte[] {0x30, (byte) 0x86, 0, (byte) 0xff, 0, 0, 0, 0, 0x30, 0x03, 2, 1, 1});
    silent(
        "crl-critical-entry",
        "MALFORMED",
        "an entry has a critical extension that nobody knows",
        (serial, names) ->
            signed(
                crl(names)
                    .strangeEntry(serial.add(BigInteger.ONE), world.before(Duration.ofDays(1)))));
    silent(
        "crl-critical-unknown",
        "MALFORMED",
        "a critical extension that nobody knows",
        (serial, names) ->
            signed(
                crl(names)
                    .with(
                        new ASN1ObjectIdentifier("1.3.6.1.4.1.32473.4"), true, DERNull.INSTANCE)));
  }

  private void silent(String name, String reason, String sentence, Listing listing) {
    add(name, CANNOT_TELL, reason, sentence, listing);
  }

  private void add(String name, String verdict, String reason, String sentence, Listing listing) {
    GeneralNames names = authority.crlNames(name);
    X509CertificateHolder card =
        world
            .card(authority)
            .with(Extension.cRLDistributionPoints, false, SampleAuthority.points(names))
            .signedBy(authority.key());
    files.sample(
        new Sample(
            name,
            files.certificate("certificates/" + name + ".cer", card),
            SampleKind.SIGNATURE.id(),
            files.file(
                "crl/signature/" + name + "-g1.crl", listing.of(card.getSerialNumber(), names)),
            verdict,
            reason,
            sentence));
  }

  private CrlDraft crl(GeneralNames names) {
    return world.crl(authority, 7).of(names);
  }

  private CrlDraft listed(GeneralNames names, BigInteger serial, int reason) {
    return crl(names).entry(serial, world.before(Duration.ofDays(1)), reason);
  }

  private byte[] signed(CrlDraft draft) {
    return draft.signedBy(authority.key());
  }
}
