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

  /** The documents by which identity is checked; their numbers are not recorded. */
  public enum Document {
    INDIVIDUAL_NUMBER_CARD("individual-number-card"),
    DRIVING_LICENCE("driving-licence"),
    PASSPORT("passport"),
    RESIDENCE_CARD("residence-card"),
    DISABILITY_CERTIFICATE("disability-certificate"),
    INSURANCE_CERTIFICATE("insurance-certificate"),
    PENSION_BOOK("pension-book"),
    ENQUIRY_LETTER("enquiry-letter"),
    REPRESENTATION_PROOF("representation-proof"),
    QUESTIONS_ANSWERED("questions-answered");

    private final String id;

    Document(String id) {
      this.id = id;
    }

    /** The name in the API. */
    public String id() {
      return id;
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
