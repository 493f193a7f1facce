package org.jitsuin.base.keys;

import java.nio.file.Path;
import java.util.Locale;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;

/**
 * The place of a token: library, slot and PIN file.
 *
 * @param name a short name for log lines and the provider, such as {@code ca}
 * @param library the PKCS#11 module
 * @param slot the slot number in that module
 * @param pinFile a file whose first line is the user PIN; read at each login, never kept
 * @param production whether people trust what is signed: no key of it is opened outside the token
 */
public record TokenSettings(
    String name, Path library, long slot, Path pinFile, boolean production) {
  public TokenSettings {
    if (!name.matches("[a-z]{1,16}")) {
      throw new IllegalArgumentException("a token's name is 1 to 16 lower-case letters");
    }
  }

  /** The place of a token that is none of production. */
  public TokenSettings(String name, Path library, long slot, Path pinFile) {
    this(name, library, slot, pinFile, false);
  }

  /**
   * Reads {@code jitsuin.pkcs11.library}, {@code jitsuin.pkcs11.NAME.slot} and {@code
   * jitsuin.pkcs11.NAME.pin-file}, and {@code jitsuin.mode}.
   */
  public static TokenSettings read(Settings settings, String name) {
    return new TokenSettings(
        name,
        settings.get(BaseSettings.PKCS11_LIBRARY),
        settings.get(BaseSettings.slot(name)),
        settings.get(BaseSettings.pinFile(name)),
        settings.get(BaseSettings.PRODUCTION));
  }

  /**
   * Refuses keys that are for training where people trust what is signed.
   *
   * @throws Fault SETTING_INVALID
   */
  void requireFit(String label, SignatureScheme scheme) {
    if (production && scheme.isMlDsa()) {
      throw new Fault(
          FaultCode.SETTING_INVALID,
          "key %s is of %s, which is opened in memory to sign: it is for training, and"
                  .formatted(label, scheme.id())
              + " jitsuin.mode=production refuses it");
    }
  }

  /**
   * The SunPKCS11 configuration: private keys, and those that seal others, are made in the token
   * and never leave it; a generic secret is what was sealed, and can be read.
   *
   * <p>Public keys are kept there too: the provider destroys session objects by their handles when
   * they are no longer used, and after a new start of the module the handle may be that of another
   * key.
   */
  String providerConfiguration() {
    return String.format(
        Locale.ROOT,
        """
        --name = %s
        library = %s
        slot = %d
        attributes(*, CKO_PRIVATE_KEY, *) = {
          CKA_TOKEN = true
          CKA_PRIVATE = true
          CKA_SENSITIVE = true
          CKA_EXTRACTABLE = false
          CKA_SIGN = true
        }
        attributes(*, CKO_SECRET_KEY, CKK_AES) = {
          CKA_PRIVATE = true
          CKA_SENSITIVE = true
          CKA_EXTRACTABLE = false
          CKA_ENCRYPT = true
          CKA_DECRYPT = true
        }
        attributes(*, CKO_SECRET_KEY, CKK_GENERIC_SECRET) = {
          CKA_PRIVATE = true
          CKA_SENSITIVE = false
          CKA_EXTRACTABLE = true
        }
        attributes(*, CKO_PUBLIC_KEY, *) = {
          CKA_TOKEN = true
          CKA_VERIFY = true
        }
        """,
        name,
        library,
        slot);
  }
}
