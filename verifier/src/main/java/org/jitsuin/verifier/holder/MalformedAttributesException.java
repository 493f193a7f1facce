package org.jitsuin.verifier.holder;

/** What a certificate says of its holder is not what it should be. Says nothing of the person. */
public final class MalformedAttributesException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  MalformedAttributesException(Item item, String problem) {
    super(item.en() + " " + problem);
  }

  MalformedAttributesException(Exception cause) {
    super("the subjectAltName cannot be read", cause);
  }
}
