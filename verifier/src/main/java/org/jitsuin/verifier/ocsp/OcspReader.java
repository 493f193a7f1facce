package org.jitsuin.verifier.ocsp;

import java.io.IOException;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.CertStatus;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.asn1.ocsp.ResponseBytes;
import org.bouncycastle.asn1.ocsp.ResponseData;
import org.bouncycastle.asn1.ocsp.RevokedInfo;
import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.jitsuin.verifier.key.Der;
import org.jitsuin.verifier.key.Times;
import org.jitsuin.verifier.status.Answers;
import org.jitsuin.verifier.status.Question;
import org.jitsuin.verifier.status.Reason;
import org.jitsuin.verifier.status.Silence;
import org.jitsuin.verifier.status.StatusAnswer;
import org.jitsuin.verifier.status.Unanswered;

/**
 * Reads what a responder sent, and believes nothing that was not signed by the authority or by whom
 * it certified for that, is not about the certificate, or is not current. Pure: no clock, no
 * network.
 */
final class OcspReader {
  private static final int GOOD = 0;
  private static final int REVOKED = 1;

  /** RFC 6960 §2.2: the date with which what was never issued is called revoked. */
  private static final Instant NEVER = Instant.EPOCH;

  private final Question question;
  private final Optional<byte[]> nonce;
  private final OcspPolicy policy;

  /**
   * @param nonce that of the question; empty where the answer was made for anybody
   */
  OcspReader(Question question, Optional<byte[]> nonce, OcspPolicy policy) {
    this.question = question;
    this.nonce = nonce;
    this.policy = policy;
  }

  StatusAnswer read(byte[] der) throws Unanswered {
    Unanswered.unless(der.length <= policy.most(), Silence.TOO_LARGE, der.length + " octets");
    try {
      return read(OCSPResponse.getInstance(ASN1Primitive.fromByteArray(der)));
    } catch (IOException | ParseException | RuntimeException e) {
      // Bouncy Castle says with many exceptions that octets are not what they should be.
      throw new Unanswered(Silence.MALFORMED, e.getClass().getSimpleName(), e);
    }
  }

  private StatusAnswer read(OCSPResponse response) throws Unanswered, IOException, ParseException {
    int status = response.getResponseStatus().getIntValue();
    Unanswered.unless(
        status == OCSPResponseStatus.SUCCESSFUL, refusal(status), "response status " + status);
    ResponseBytes bytes = response.getResponseBytes();
    Unanswered.unless(
        bytes != null && bytes.getResponseType().equals(OCSPObjectIdentifiers.id_pkix_ocsp_basic),
        Silence.MALFORMED,
        "no basic response");
    byte[] octets = bytes.getResponse().getOctets();
    BasicOCSPResponse basic = BasicOCSPResponse.getInstance(ASN1Primitive.fromByteArray(octets));
    // Bouncy Castle takes tags that there are not for others, and what is no DER.
    Unanswered.unless(
        Arrays.equals(basic.getEncoded(ASN1Encoding.DER), octets),
        Silence.MALFORMED,
        "not as it is written");
    Unanswered.unless(
        new ResponseSigner(question, basic, Der.first(octets)).isSigned(),
        Silence.NOT_SIGNED,
        "other signer");
    ResponseData data = basic.getTbsResponseData();
    checkKnown(data.getResponseExtensions());
    checkNonce(data.getResponseExtensions());
    Instant produced = Times.of(data.getProducedAt());
    Unanswered.unless(!isAhead(produced), Silence.NOT_CURRENT, "produced at " + produced);
    return Answers.worst(about(data));
  }

  private static Silence refusal(int status) {
    return switch (status) {
      case OCSPResponseStatus.TRY_LATER, OCSPResponseStatus.INTERNAL_ERROR -> Silence.TRY_LATER;
      default -> Silence.REFUSED;
    };
  }

  /** All answers about the certificate: there may be one for each hash (RFC 9919 §3.2.1). */
  private List<StatusAnswer> about(ResponseData data)
      throws Unanswered, IOException, ParseException {
    List<StatusAnswer> found = new ArrayList<>();
    ASN1Sequence responses = data.getResponses();
    for (int i = 0; i < responses.size(); i++) {
      SingleResponse single = SingleResponse.getInstance(responses.getObjectAt(i));
      if (isAbout(single.getCertID())) {
        found.add(answer(single, data.getResponseExtensions()));
      }
    }
    Unanswered.unless(!found.isEmpty(), Silence.OTHER_SCOPE, "about other certificates");
    return found;
  }

  private boolean isAbout(CertID id) {
    return OcspQuestion.idBy(id.getHashAlgorithm(), question)
        .map(ours ->
            ours.getIssuerNameHash().equals(id.getIssuerNameHash())
                && ours.getIssuerKeyHash().equals(id.getIssuerKeyHash())
                && ours.getSerialNumber().equals(id.getSerialNumber()))
        .orElse(false);
  }

  private StatusAnswer answer(SingleResponse single, Extensions ofAll)
      throws Unanswered, ParseException {
    checkKnown(single.getSingleExtensions());
    Instant begin = Times.of(single.getThisUpdate());
    // RFC 9919 §5: whoever does not say until when it holds is not believed at all.
    Unanswered.unless(
        single.getNextUpdate() != null, Silence.NOT_CURRENT, "from " + begin + " without an end");
    Instant end = Times.of(single.getNextUpdate());
    Unanswered.unless(
        !isAhead(begin)
            && !end.isBefore(begin)
            && !question.at().isAfter(end)
            && !question.at().isAfter(begin.plus(policy.oldest())),
        Silence.NOT_CURRENT,
        "from " + begin + " to " + end);
    CertStatus status = single.getCertStatus();
    return switch (status.getTagNo()) {
      case GOOD -> new StatusAnswer.Good(begin, end);
      case REVOKED -> revoked(begin, RevokedInfo.getInstance(status.getStatus()), single, ofAll);
      default -> new StatusAnswer.Silent(Silence.UNKNOWN, "unknown");
    };
  }

  private static StatusAnswer revoked(
      Instant asOf, RevokedInfo info, SingleResponse single, Extensions ofAll)
      throws ParseException {
    Instant since = Times.of(info.getRevocationTime());
    CRLReason code = info.getRevocationReason();
    Reason reason = code == null ? Reason.UNSPECIFIED : Reason.of(code.getValue().intValue());
    boolean extended =
        ofAll != null
            && ofAll.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_extended_revoke) != null;
    if (extended && reason == Reason.CERTIFICATE_HOLD && since.equals(NEVER)) {
      return new StatusAnswer.NeverIssued(asOf);
    }
    return new StatusAnswer.Revoked(asOf, since, reason, invalidFrom(single));
  }

  private static Optional<Instant> invalidFrom(SingleResponse single) throws ParseException {
    Extensions extensions = single.getSingleExtensions();
    if (extensions == null || extensions.getExtension(Extension.invalidityDate) == null) {
      return Optional.empty();
    }
    return Optional.of(
        Times.of(
            ASN1GeneralizedTime.getInstance(
                extensions.getExtensionParsedValue(Extension.invalidityDate))));
  }

  private boolean isAhead(Instant time) {
    return time.isAfter(question.at().plus(policy.clocksDiffer()));
  }

  /**
   * Checks that the answer is to this very question, where it must be. Whoever sent no nonce passes
   * over the one of somebody else (RFC 9919 §5).
   */
  private void checkNonce(Extensions extensions) throws Unanswered {
    Extension given =
        extensions == null
            ? null
            : extensions.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
    if (given == null) {
      Unanswered.unless(
          policy.nonce() != OcspPolicy.NonceUse.REQUIRED, Silence.REPLAYED, "without a nonce");
      return;
    }
    if (nonce.isEmpty() && policy.nonce() == OcspPolicy.NonceUse.WHERE_GIVEN) {
      // Made for a question of somebody else's; its dates decide.
      return;
    }
    byte[] echoed = ASN1OctetString.getInstance(given.getParsedValue()).getOctets();
    Unanswered.unless(
        nonce.isPresent() && Arrays.equals(echoed, nonce.get()), Silence.REPLAYED, "another nonce");
  }

  /** RFC 5280 §4.2: what is critical and not known makes the whole unusable. */
  private static void checkKnown(Extensions extensions) throws Unanswered {
    if (extensions == null) {
      return;
    }
    Unanswered.unless(
        Arrays.stream(extensions.getCriticalExtensionOIDs())
            .allMatch(id ->
                id.equals(OCSPObjectIdentifiers.id_pkix_ocsp_nonce)
                    || id.equals(OCSPObjectIdentifiers.id_pkix_ocsp_extended_revoke)),
        Silence.MALFORMED,
        "a critical extension is not known");
  }
}
