package org.jitsuin.base.der;

/** The identifier octets of DER elements (X.690 §8.1.2), as numbers from 0 to 255. */
public final class DerTag {
  public static final int BOOLEAN = 0x01;
  public static final int INTEGER = 0x02;
  public static final int BIT_STRING = 0x03;
  public static final int OCTET_STRING = 0x04;
  public static final int NULL = 0x05;
  public static final int OBJECT_IDENTIFIER = 0x06;
  public static final int ENUMERATED = 0x0a;
  public static final int UTC_TIME = 0x17;
  public static final int GENERALIZED_TIME = 0x18;
  public static final int SEQUENCE = 0x30;

  private DerTag() {}

  /** The tag of a context-specific, constructed element, such as {@code [0] EXPLICIT}. */
  public static int constructed(int number) {
    return 0xa0 | number;
  }

  /** The tag of a context-specific, primitive element, such as {@code [0] IMPLICIT NULL}. */
  public static int primitive(int number) {
    return 0x80 | number;
  }
}
