package org.jitsuin.ca.profile;

import java.util.List;
import org.jitsuin.base.model.Authority;

/** The policies of a training hierarchy, without a ceremony. */
public final class TrainingPolicy {
  private TrainingPolicy() {}

  /** The first key generation of an authority, served at port 8080 of this machine. */
  public static AuthorityPolicy of(Authority authority) {
    String purpose =
        switch (authority) {
          case SIGNATURE -> "JPKI for digital signature";
          case USER_IDENTIFICATION -> "JPKI for user authentication";
        };
    return new AuthorityScript(
            authority.id(),
            1,
            "rsa-2048-sha256",
            10,
            "C=JP, O=JPKI-TEST, OU="
                + purpose
                + ", OU=Japan Agency for Local Authority Information Systems",
            "C=JP, O=公的個人認証サービス",
            "C=JP, O=JPKI-TEST, OU=" + purpose + ", OU=CRL Distribution Points",
            "http://localhost:8080",
            List.of("rsa-2048-sha256", "ecdsa-p384-sha384"),
            switch (authority) {
              case SIGNATURE -> "1.2.392.200149.8.5.1.0.20";
              case USER_IDENTIFICATION -> "1.2.392.200149.8.5.1.3.30";
            },
            "http://www.jpki.go.jp/cps.html",
            new AuthorityScript.OcspSigner("rsa-2048-sha256", 14))
        .authorityPolicy();
  }
}
