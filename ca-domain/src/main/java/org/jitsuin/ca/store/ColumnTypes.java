package org.jitsuin.ca.store;

import static org.jitsuin.ca.store.ColumnCodec.DATE;
import static org.jitsuin.ca.store.ColumnCodec.INTEGER;
import static org.jitsuin.ca.store.ColumnCodec.LONG;
import static org.jitsuin.ca.store.ColumnCodec.OCTETS;
import static org.jitsuin.ca.store.ColumnCodec.TEXT;
import static org.jitsuin.ca.store.ColumnCodec.named;
import static org.jitsuin.ca.store.ColumnCodec.set;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.jdbi.v3.core.codec.CodecFactory;
import org.jdbi.v3.core.generic.GenericType;
import org.jitsuin.audit.tlog.TreeHash;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.brake.Budget;
import org.jitsuin.ca.brake.EventClass;
import org.jitsuin.ca.brake.HoldDecision;
import org.jitsuin.ca.brake.HoldState;
import org.jitsuin.ca.cardorder.CardOrder;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.ApplicationState;
import org.jitsuin.ca.model.BirthDate;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.model.Residency;
import org.jitsuin.ca.model.RevocationJobState;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.Sex;
import org.jitsuin.ca.model.StaffChangeKind;
import org.jitsuin.ca.model.StaffChangeState;
import org.jitsuin.ca.model.Stay;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.retention.RecordKind;

/**
 * How values stand in columns: an instant as milliseconds since 1970 UTC, what has an id as that
 * id, what is made of octets as these. A value is bound by its own class; as an interface, such as
 * a certificate, by the type of the component that it is bound from.
 */
final class ColumnTypes {
  private ColumnTypes() {}

  /** Binds and reads each of the types that tables hold. */
  static CodecFactory codecs() {
    CodecFactory.Builder types = CodecFactory.builder();
    addValues(types);
    addOctets(types);
    addNames(types);
    return types.build();
  }

  private static void addValues(CodecFactory.Builder types) {
    types
        .addCodec(
            Instant.class, new ColumnCodec<>(LONG, Instant::toEpochMilli, Instant::ofEpochMilli))
        .addCodec(
            LocalDate.class, new ColumnCodec<>(DATE, Function.identity(), Function.identity()))
        .addCodec(BirthDate.class, new ColumnCodec<>(TEXT, BirthDate::toString, BirthDate::parse))
        .addCodec(
            RevocationReason.class,
            new ColumnCodec<>(
                INTEGER,
                RevocationReason::code,
                code -> RevocationReason.byCode(code).orElseThrow()));
  }

  private static void addOctets(CodecFactory.Builder types) {
    types
        .addCodec(Serial.class, new ColumnCodec<>(OCTETS, Serial::octets, Serial::of))
        .addCodec(
            Fingerprint.class,
            new ColumnCodec<>(OCTETS, Fingerprint::octets, Fingerprint::ofDigest))
        .addCodec(Bytes.class, new ColumnCodec<>(OCTETS, Bytes::bytes, Bytes::of))
        .addCodec(TreeHash.class, new ColumnCodec<>(OCTETS, TreeHash::octets, TreeHash::of))
        .addCodec(
            X509Certificate.class,
            new ColumnCodec<>(OCTETS, SignedCertificate::der, SignedCertificate::parse))
        .addCodec(
            GeneralNames.class,
            new ColumnCodec<>(OCTETS, ColumnTypes::encode, GeneralNames::getInstance))
        .addCodec(
            PublicKey.class,
            new ColumnCodec<>(OCTETS, PublicKey::getEncoded, ColumnTypes::publicKey));
  }

  private static void addNames(CodecFactory.Builder types) {
    types
        .addCodec(Authority.class, named(Authority.class, Authority::id))
        .addCodec(new GenericType<Set<Authority>>() {}, set(Authority.class, Authority::id))
        .addCodec(ApplicationKind.class, named(ApplicationKind.class, ApplicationKind::id))
        .addCodec(
            new GenericType<Set<ApplicationKind>>() {},
            set(ApplicationKind.class, ApplicationKind::id))
        .addCodec(ApplicationState.class, named(ApplicationState.class, ApplicationState::id))
        .addCodec(Budget.class, named(Budget.class, Budget::id))
        .addCodec(CardEnd.Cause.class, named(CardEnd.Cause.class, CardEnd.Cause::id))
        .addCodec(CardOrder.State.class, named(CardOrder.State.class, CardOrder.State::id))
        .addCodec(EventClass.class, named(EventClass.class, EventClass::id))
        .addCodec(HoldDecision.class, named(HoldDecision.class, HoldDecision::id))
        .addCodec(HoldState.class, named(HoldState.class, HoldState::id))
        .addCodec(RecordKind.class, named(RecordKind.class, RecordKind::id))
        .addCodec(PlannedChange.Kind.class, named(PlannedChange.Kind.class, PlannedChange.Kind::id))
        .addCodec(
            OcspResponder.State.class, named(OcspResponder.State.class, OcspResponder.State::id))
        .addCodec(RefusalCode.class, named(RefusalCode.class, RefusalCode::name))
        .addCodec(Residency.State.class, named(Residency.State.class, Residency.State::id))
        .addCodec(RevocationCause.class, named(RevocationCause.class, RevocationCause::id))
        .addCodec(RevocationJobState.class, named(RevocationJobState.class, RevocationJobState::id))
        .addCodec(Role.class, named(Role.class, Role::id))
        .addCodec(Sex.class, named(Sex.class, Sex::id))
        .addCodec(SignatureScheme.class, named(SignatureScheme.class, SignatureScheme::id))
        .addCodec(
            SigningIntent.Purpose.class,
            named(SigningIntent.Purpose.class, SigningIntent.Purpose::id))
        .addCodec(StaffChangeKind.class, named(StaffChangeKind.class, StaffChangeKind::id))
        .addCodec(StaffChangeState.class, named(StaffChangeState.class, StaffChangeState::id))
        .addCodec(Stay.Status.class, named(Stay.Status.class, Stay.Status::id));
  }

  private static byte[] encode(GeneralNames names) {
    try {
      return names.getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new UncheckedIOException("a distribution point cannot be encoded", e);
    }
  }

  private static PublicKey publicKey(byte[] encoded) {
    try {
      return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the audit log's key was written as an EC key", e);
    }
  }
}
