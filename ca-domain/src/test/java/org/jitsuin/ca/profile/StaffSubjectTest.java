package org.jitsuin.ca.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.validity.Validity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaffSubjectTest {
  private static final SignatureScheme SCHEME = SignatureScheme.ECDSA_P256_SHA256;
  private static final SoftwareKey KEY = SoftwareKey.generate(SCHEME);
  private static final Instant NOW = Instant.parse("2026-11-22T01:00:00Z");
  private static final StaffMember CLERK =
      new StaffMember(
          "p-4711",
          "佐藤, 花子",
          Role.OFFICE_CLERK,
          Optional.of("13221"),
          Optional.of("13221001A"),
          Serial.parse("0a0b0c"));

  private static Optional<StaffSubject> readBack(StaffSubject subject) {
    return StaffSubject.of(
        SignedCertificate.sign(
            StaffProfile.member(
                    new StaffProfile.Signer(SCHEME, Bytes.of(new byte[20])),
                    SubjectPublicKeyInfo.getInstance(KEY.publicKey().getEncoded()),
                    Serial.parse("0a0b0c"),
                    new Validity(NOW, NOW.plusSeconds(60)),
                    subject)
                .toBeSigned(),
            KEY));
  }

  private static StaffSubject subject(String name, String role, String code, String person) {
    return new StaffSubject(
        name,
        role,
        Optional.of(code).filter(text -> !text.isEmpty()),
        Optional.of(person).filter(text -> !text.isEmpty()));
  }

  @Test
  void of_certificateOfAMember_saysWhatIsRegistered() {
    StaffSubject subject = StaffSubject.of(CLERK.seat());
    assertThat(subject).isEqualTo(subject("佐藤, 花子", "office-clerk", "13221", "p-4711"));
    assertThat(readBack(subject)).contains(subject);
    assertThat(subject.agreesWith(CLERK)).isTrue();
  }

  /**
   * RFC 4519 §2.31: a PrintableString, as is the code; the roles of before stay where they were.
   */
  @Test
  void below_memberOfAnOffice_namesItInItsOrder() {
    assertThat(subject("clerk", "office-clerk", "13221", "p-4711").below("Jitsuin"))
        .hasToString("C=JP,O=Jitsuin,OU=office-clerk,L=13221,CN=clerk,SERIALNUMBER=p-4711");
  }

  static Stream<Arguments> certificates() {
    return Stream.of(
        Arguments.of(true, subject("佐藤, 花子", "office-clerk", "", "")),
        Arguments.of(true, subject("佐藤, 花子", "office-clerk", "13221", "")),
        Arguments.of(true, subject("佐藤, 花子", "office-clerk", "", "p-4711")),
        Arguments.of(false, subject("佐藤, 花子", "office-clerk", "13104", "p-4711")),
        Arguments.of(false, subject("佐藤, 花子", "office-clerk", "13221", "p-4712")),
        Arguments.of(false, subject("佐藤, 花子", "office-supervisor", "13221", "p-4711")),
        Arguments.of(false, subject("鈴木", "office-clerk", "13221", "p-4711")));
  }

  /** Those from before say nothing of person and municipality, and go on. */
  @ParameterizedTest
  @MethodSource("certificates")
  void agreesWith_certificate_onlyAsFarAsItSpeaks(boolean agrees, StaffSubject subject) {
    assertThat(subject.agreesWith(CLERK)).isEqualTo(agrees);
  }

  @Test
  void agreesWith_municipalityOfSomebodyWhoHasNone_isFalse() {
    StaffMember auditor =
        new StaffMember(
            "p-1", "x", Role.AUDITOR, Optional.empty(), Optional.empty(), CLERK.certificate());
    assertThat(subject("x", "auditor", "", "p-1").agreesWith(auditor)).isTrue();
    assertThat(subject("x", "auditor", "13221", "p-1").agreesWith(auditor)).isFalse();
  }

  /** A name of before there were ids, which cannot stand in a certificate as one. */
  @Test
  void of_personThatIsNoId_isLeftOut() {
    StaffMember old =
        new StaffMember(
            "監査人", "監査人", Role.AUDITOR, Optional.empty(), Optional.empty(), CLERK.certificate());
    assertThat(StaffSubject.of(old.seat()).person()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C=JP,OU=auditor,OU=ca-operator,CN=x",
        "C=JP,OU=auditor,CN=x,CN=y",
        "C=JP,OU=auditor,CN=x,SERIALNUMBER=a,SERIALNUMBER=b",
        "C=JP,OU=office-clerk,L=13221,L=13104,CN=x",
        "C=JP,OU=auditor+CN=x",
        "C=JP,CN=x",
        "C=JP,OU=auditor"
      })
  void of_nameThatIsNotClear_isEmpty(String name) {
    assertThat(StaffSubject.of(new X500Name(name))).isEmpty();
  }
}
