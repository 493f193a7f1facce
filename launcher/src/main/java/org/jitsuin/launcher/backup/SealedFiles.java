package org.jitsuin.launcher.backup;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedData;
import org.bouncycastle.cms.CMSAuthEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.PasswordRecipient;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JcePasswordAuthEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JcePasswordRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.installation.setup.SetupFailure;

/**
 * Files by name, as a zip file in CMS AuthEnvelopedData (RFC 5083): AES-256 in GCM, so that nobody
 * changes them unseen, under a password (RFC 3211, PBKDF2 with HMAC-SHA-256).
 */
final class SealedFiles {
  /** A token with hundreds of keys has some hundred KB. */
  static final long LONGEST = 1 << 26;

  private static final int MOST_FILES = 100_000;
  private static final int ITERATIONS = 600_000;
  private static final int SALT = 16;
  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

  private SealedFiles() {}

  static byte[] seal(Map<String, Bytes> files, char[] password, SecureRandom random) {
    byte[] salt = new byte[SALT];
    random.nextBytes(salt);
    try {
      CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
      generator.addRecipientInfoGenerator(
          new JcePasswordRecipientInfoGenerator(CMSAlgorithm.AES256_CBC, password)
              .setProvider(BOUNCY_CASTLE)
              .setPasswordConversionScheme(PasswordRecipient.PKCS5_SCHEME2_UTF8)
              .setPRF(PasswordRecipient.PRF.HMacSHA256)
              .setSaltAndIterationCount(salt, ITERATIONS));
      return generator
          .generate(
              new CMSProcessableByteArray(zip(files)),
              (OutputAEADEncryptor)
                  new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_GCM)
                      .setProvider(BOUNCY_CASTLE)
                      .build())
          .toASN1Structure()
          .getEncoded(ASN1Encoding.DER);
    } catch (CMSException | IOException e) {
      throw new IllegalStateException("files in memory can be encrypted", e);
    }
  }

  private static byte[] zip(Map<String, Bytes> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, Bytes> file : new TreeMap<>(files).entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().bytes());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /**
   * @throws SetupFailure if the password is another one, or the file was changed
   */
  static Map<String, Bytes> open(byte[] sealed, char[] password) {
    try {
      RecipientInformation recipient =
          new CMSAuthEnvelopedData(sealed).getRecipientInfos().getRecipients().iterator().next();
      return unzip(
          recipient.getContent(
              new JcePasswordAuthEnvelopedRecipient(password)
                  .setProvider(BOUNCY_CASTLE)
                  .setPasswordConversionScheme(PasswordRecipient.PKCS5_SCHEME2_UTF8)));
    } catch (CMSException | RuntimeException e) {
      // What is no CMS of ours, in one of many ways.
      throw new SetupFailure(
          "the backup cannot be opened: the password is another one, or the file was changed", e);
    }
  }

  private static Map<String, Bytes> unzip(byte[] bytes) {
    Map<String, Bytes> files = new TreeMap<>();
    long total = 0;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        byte[] content = zip.readNBytes((int) LONGEST);
        total += content.length;
        if (total >= LONGEST || files.size() >= MOST_FILES) {
          throw new SetupFailure("the backup is larger than any backup of tokens");
        }
        files.put(entry.getName(), Bytes.of(content));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the backup holds no zip file", e);
    }
    return files;
  }
}
