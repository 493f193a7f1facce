package org.jitsuin.installation.ceremony;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.util.Store;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.installation.setup.SetupFailure;

/**
 * A custodian's signature under a record: detached CMS (RFC 5652) beside the file, {@code
 * 1-foundation.json.NAME.p7s}, in DER, with the signer's certificate and that of its issuer.
 */
public final class RecordSignature {
  private static final String SUFFIX = ".p7s";

  /** A signature has some 2 KB. */
  private static final int LONGEST = 65_536;

  private static final int MOST_FILES = 1_000;

  private RecordSignature() {}

  /** A key with the certificates that belong to it, that of the key first. */
  public record Credential(String name, PrivateKey key, List<X509Certificate> chain) {
    public Credential {
      chain = List.copyOf(chain);
    }

    /**
     * Reads a PKCS #12 file with one key.
     *
     * @throws SetupFailure if it cannot be opened
     */
    public static Credential read(Path file, char[] password) {
      try (InputStream stream = Files.newInputStream(file)) {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(stream, password);
        return first(store, file, password);
      } catch (IOException | GeneralSecurityException e) {
        throw new SetupFailure(file + " cannot be opened; is the password right?", e);
      }
    }

    /**
     * Opens a token with one key and its certificate. The key stays there.
     *
     * @param configuration the file that tells SunPKCS11 which module and slot it is
     * @throws SetupFailure if it cannot be opened
     */
    public static Credential onToken(Path configuration, char[] pin) {
      try {
        Provider provider =
            Security.getProvider("SunPKCS11").configure(configuration.toAbsolutePath().toString());
        KeyStore store = KeyStore.getInstance("PKCS11", provider);
        store.load(null, pin);
        Credential credential = first(store, configuration, pin);
        // Whoever signs with the key finds the token among the providers, by its name.
        if (Security.addProvider(provider) < 0) {
          throw new SetupFailure(
              "the name in "
                  + configuration
                  + " is that of another token; give each one of its own");
        }
        return credential;
      } catch (SetupFailure e) {
        throw e;
      } catch (IOException | GeneralSecurityException | RuntimeException e) {
        // A configuration is wrong in many ways, and the provider throws a dozen kinds for it.
        throw new SetupFailure(
            "the token of " + configuration + " cannot be opened; is the PIN right?", e);
      }
    }

    private static Credential first(KeyStore store, Path file, char[] password)
        throws GeneralSecurityException {
      for (String alias : Collections.list(store.aliases())) {
        if (store.getKey(alias, password) instanceof PrivateKey key) {
          return new Credential(
              alias,
              key,
              Arrays.stream(store.getCertificateChain(alias))
                  .map(X509Certificate.class::cast)
                  .toList());
        }
      }
      throw new SetupFailure(file + " contains no key with a certificate");
    }
  }

  /**
   * Signs a record and puts the signature beside it.
   *
   * @return the file of the signature
   */
  public static Path sign(Path record, Credential credential) {
    try {
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      generator.addSignerInfoGenerator(
          new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
              .build(
                  new JcaContentSignerBuilder(algorithm(credential.key())).build(credential.key()),
                  credential.chain().getFirst()));
      generator.addCertificates(new JcaCertStore(credential.chain()));
      byte[] signature =
          generator
              .generate(new CMSProcessableByteArray(Files.readAllBytes(record)), false)
              .toASN1Structure()
              .getEncoded(ASN1Encoding.DER);
      Path file = record.resolveSibling(record.getFileName() + "." + safe(credential) + SUFFIX);
      Files.write(file, signature);
      return file;
    } catch (CMSException | OperatorCreationException | GeneralSecurityException e) {
      throw new SetupFailure("the record cannot be signed with that key", e);
    } catch (IOException e) {
      throw new SetupFailure("the record " + record + " cannot be signed: " + e.getMessage(), e);
    }
  }

  private static String safe(Credential credential) {
    return credential.name().replaceAll("[^A-Za-z0-9-]", "_");
  }

  private static String algorithm(PrivateKey key) {
    return key.getAlgorithm().startsWith("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
  }

  /**
   * A signature file and its signer.
   *
   * @param file the signature
   * @param signer empty if it is no valid signature of that record
   */
  public record Signed(Path file, Optional<X509Certificate> signer) {}

  /** The signatures beside a record, in the order of their names. */
  public static List<Signed> of(Path record, Bytes body) {
    List<Signed> signed = new ArrayList<>();
    String prefix = record.getFileName() + ".";
    try (var files = Files.list(record.toAbsolutePath().getParent())) {
      List<Path> signatures =
          files
              .filter(file -> file.getFileName().toString().startsWith(prefix))
              .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
              .sorted()
              .limit(MOST_FILES)
              .toList();
      for (Path file : signatures) {
        signed.add(new Signed(file, signer(file, body)));
      }
    } catch (IOException e) {
      throw new SetupFailure("the signatures beside " + record + " cannot be read", e);
    }
    return signed;
  }

  private static Optional<X509Certificate> signer(Path file, Bytes body) throws IOException {
    if (Files.size(file) > LONGEST) {
      return Optional.empty();
    }
    try {
      CMSSignedData data =
          new CMSSignedData(new CMSProcessableByteArray(body.bytes()), Files.readAllBytes(file));
      Collection<SignerInformation> signers = data.getSignerInfos().getSigners();
      return signers.size() == 1
          ? verified(signers.iterator().next(), data.getCertificates())
          : Optional.empty();
    } catch (CMSException | OperatorCreationException | RuntimeException e) {
      // What is no CMS, in one of many ways.
      return Optional.empty();
    }
  }

  private static Optional<X509Certificate> verified(
      SignerInformation signer, Store<X509CertificateHolder> certificates)
      throws CMSException, OperatorCreationException, IOException {
    for (X509CertificateHolder found : certificates.getMatches(null)) {
      X509Certificate certificate = SignedCertificate.parse(found.getEncoded());
      if (signer.getSID().match(found)
          && signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate))) {
        return Optional.of(certificate);
      }
    }
    return Optional.empty();
  }
}
