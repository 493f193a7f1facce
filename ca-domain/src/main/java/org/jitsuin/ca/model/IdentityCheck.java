package org.jitsuin.ca.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The record of how an office verified the identity of a person (本人確認).
 *
 * @param present who came to the counter; not empty
 * @param documents what was shown or checked; not empty
 */
public record IdentityCheck(Set<Person> present, Set<Document> documents) {
  public IdentityCheck {
    present = Set.copyOf(present);
    documents = Set.copyOf(documents);
    if (present.isEmpty() || documents.isEmpty()) {
      throw new IllegalArgumentException("needs who was present and at least one document");
    }
  }

  /** The persons who may come to the counter. */
  public enum Person {
    /** The holder (本人). */
    HOLDER("holder"),
    /** The legal representative (法定代理人). */
    REPRESENTATIVE("representative"),
    /** A voluntary representative (任意代理人), with an enquiry letter (照会書兼回答書). */
    PROXY("proxy");

    private final String id;

    Person(String id) {
      this.id = id;
    }

    /** The name in the API. */
    public String id() {
      return id;
    }

    public static Optional<Person> byId(String id) {
      return Arrays.stream(values()).filter(person -> person.id.equals(id)).findFirst();
    }
  }

  /** What a document says of whoever shows it. */
  public enum Worth {
    /** An official document with a photograph (官公署発行の顔写真付き書類): enough by itself. */
    PHOTOGRAPH,
    /** A document with the name and the birth date or address: enough together with another. */
    NAME,
    /** No document, but speaks for one. */
    SUPPORT,
    /** Nothing of the identity: it tells for whom somebody acts. */
    AUTHORITY
  }

  /** The documents by which identity is checked; their numbers are not recorded. */
  public enum Document {
    INDIVIDUAL_NUMBER_CARD("individual-number-card", Worth.PHOTOGRAPH),
    DRIVING_LICENCE("driving-licence", Worth.PHOTOGRAPH),
    /** For those who gave their licence back (運転経歴証明書). */
    DRIVING_RECORD("driving-record", Worth.PHOTOGRAPH),
    PASSPORT("passport", Worth.PHOTOGRAPH),
    RESIDENCE_CARD("residence-card", Worth.PHOTOGRAPH),
    /** Of special permanent residents (特別永住者証明書). */
    SPECIAL_PERMANENT_RESIDENT_CERTIFICATE(
        "special-permanent-resident-certificate", Worth.PHOTOGRAPH),
    DISABILITY_CERTIFICATE("disability-certificate", Worth.PHOTOGRAPH),
    INSURANCE_CERTIFICATE("insurance-certificate", Worth.NAME),
    PENSION_BOOK("pension-book", Worth.NAME),
    /** That of a school or an employer (学生証・社員証). */
    STUDENT_OR_STAFF_CARD("student-or-staff-card", Worth.NAME),
    /** Another one that the office accepts, with the name and the birth date or address. */
    OTHER_DOCUMENT("other-document", Worth.NAME),
    /** The enquiry that was sent to the holder's address, with the answer (照会書兼回答書). */
    ENQUIRY_LETTER("enquiry-letter", Worth.SUPPORT),
    /**
     * Papers that prove the representation (戸籍謄本・登記事項証明書), or the resident record where it shows
     * it.
     */
    REPRESENTATION_PROOF("representation-proof", Worth.AUTHORITY),
    QUESTIONS_ANSWERED("questions-answered", Worth.SUPPORT);

    private final String id;
    private final Worth worth;

    Document(String id, Worth worth) {
      this.id = id;
      this.worth = worth;
    }

    /** The name in the API. */
    public String id() {
      return id;
    }

    public Worth worth() {
      return worth;
    }

    public static Optional<Document> byId(String id) {
      return Arrays.stream(values()).filter(document -> document.id.equals(id)).findFirst();
    }
  }

  /** Returns whether holder and legal representative were present together. */
  public boolean holderWithRepresentative() {
    return present.containsAll(Set.of(Person.HOLDER, Person.REPRESENTATIVE));
  }

  /** Returns who was present, as an audit entry says it. */
  public List<String> presentIds() {
    return present.stream().map(Person::id).sorted().toList();
  }

  /** Returns what was checked, as an audit entry says it. */
  public List<String> documentIds() {
    return documents.stream().map(Document::id).sorted().toList();
  }
}
