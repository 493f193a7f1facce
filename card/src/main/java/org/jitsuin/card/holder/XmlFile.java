package org.jitsuin.card.holder;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dom.DOMStructure;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfoFactory;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.operator.ContentSigner;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * Signatures in XML files by a card's key: over the whole file, in its root element, with the
 * properties of XAdES B-B (ETSI EN 319 132-1) that bind the certificate.
 */
public final class XmlFile {
  private static final String XADES = "http://uri.etsi.org/01903/v1.3.2#";
  private static final String PROPERTIES_ID = "signed-properties";
  private static final int FIELD_OCTETS = 48;
  private static final XMLSignatureFactory SIGNATURES = XMLSignatureFactory.getInstance("DOM");

  private XmlFile() {}

  /**
   * Signs a file.
   *
   * @param at the time that the signer claims
   * @throws HolderFailure if it is no XML, or is signed already
   */
  public static byte[] sign(byte[] file, SigningCard card, Instant at) {
    try {
      Document document = parsed(file);
      Element root = document.getDocumentElement();
      if (document.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature").getLength() > 0) {
        throw new HolderFailure("すでに署名された文書です。", "The file is signed already.");
      }
      boolean rsa = card.certificate().getPublicKey() instanceof RSAPublicKey;
      XMLSignature signature = drafted(document, card, at, rsa);
      signature.sign(context(root, rsa));
      byte[] value = value(card.signer(), signature, rsa);
      root.getElementsByTagNameNS(XMLSignature.XMLNS, "SignatureValue")
          .item(0)
          .setTextContent(Base64.getEncoder().encodeToString(value));
      return written(document);
    } catch (TransformerException
        | MarshalException
        | XMLSignatureException
        | GeneralSecurityException
        | IOException e) {
      throw new IllegalStateException("a signature cannot be put together", e);
    }
  }

  /** Nothing is fetched, nothing is expanded: what is signed stands in the file. */
  private static Document parsed(byte[] file) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(new ByteArrayInputStream(file));
    } catch (SAXException | IOException e) {
      // Octets that are none of its encoding come as the latter.
      throw new HolderFailure("XMLファイルではありません。", "This is no XML file.", e);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("Java has a parser that fetches nothing", e);
    }
  }

  private static XMLSignature drafted(Document document, SigningCard card, Instant at, boolean rsa)
      throws GeneralSecurityException {
    DigestMethod digest = SIGNATURES.newDigestMethod(DigestMethod.SHA256, null);
    Transform canonical = transform(CanonicalizationMethod.EXCLUSIVE);
    SignedInfo info =
        SIGNATURES.newSignedInfo(
            SIGNATURES.newCanonicalizationMethod(
                CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
            SIGNATURES.newSignatureMethod(
                "http://www.w3.org/2001/04/xmldsig-more#" + (rsa ? "rsa-sha256" : "ecdsa-sha384"),
                null),
            List.of(
                SIGNATURES.newReference(
                    "", digest, List.of(transform(Transform.ENVELOPED), canonical), null, null),
                propertiesReference(digest, canonical)));
    KeyInfoFactory keys = SIGNATURES.getKeyInfoFactory();
    return SIGNATURES.newXMLSignature(
        info,
        keys.newKeyInfo(List.of(keys.newX509Data(card.chain()))),
        List.of(
            SIGNATURES.newXMLObject(
                List.of(new DOMStructure(properties(document, card.certificate(), at))),
                null,
                null,
                null)),
        "signature",
        null);
  }

  private static Reference propertiesReference(DigestMethod digest, Transform canonical) {
    return SIGNATURES.newReference(
        "#" + PROPERTIES_ID,
        digest,
        List.of(canonical),
        "http://uri.etsi.org/01903#SignedProperties",
        null);
  }

  private static Transform transform(String algorithm) throws GeneralSecurityException {
    return SIGNATURES.newTransform(algorithm, (TransformParameterSpec) null);
  }

  private static Element properties(Document document, X509Certificate signer, Instant at)
      throws GeneralSecurityException {
    Element qualifying = document.createElementNS(XADES, "xades:QualifyingProperties");
    qualifying.setAttribute("Target", "#signature");
    Element signed = child(qualifying, "SignedProperties");
    signed.setAttribute("Id", PROPERTIES_ID);
    signed.setIdAttribute("Id", true);
    Element properties = child(signed, "SignedSignatureProperties");
    child(properties, "SigningTime").setTextContent(at.truncatedTo(ChronoUnit.SECONDS).toString());
    Element certificate = child(child(properties, "SigningCertificateV2"), "Cert");
    Element digest = child(certificate, "CertDigest");
    Element method = document.createElementNS(XMLSignature.XMLNS, "ds:DigestMethod");
    method.setAttribute("Algorithm", DigestMethod.SHA256);
    digest.appendChild(method);
    Element value = document.createElementNS(XMLSignature.XMLNS, "ds:DigestValue");
    value.setTextContent(
        Base64.getEncoder()
            .encodeToString(MessageDigest.getInstance("SHA-256").digest(signer.getEncoded())));
    digest.appendChild(value);
    return qualifying;
  }

  private static Element child(Element parent, String name) {
    Element child = parent.getOwnerDocument().createElementNS(XADES, "xades:" + name);
    parent.appendChild(child);
    return child;
  }

  /**
   * Java signs with keys that it has: it puts everything together with one that is thrown away, and
   * the card's signature takes the place of that key's.
   */
  private static DOMSignContext context(Element root, boolean rsa) throws GeneralSecurityException {
    AlgorithmParameterSpec kind =
        rsa
            ? new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4)
            : new ECGenParameterSpec("secp384r1");
    KeyPairGenerator generator = KeyPairGenerator.getInstance(rsa ? "RSA" : "EC");
    generator.initialize(kind);
    PrivateKey thrownAway = generator.generateKeyPair().getPrivate();
    DOMSignContext context = new DOMSignContext(thrownAway, root);
    context.setDefaultNamespacePrefix("ds");
    return context;
  }

  private static byte[] value(ContentSigner signer, XMLSignature signature, boolean rsa)
      throws IOException {
    try (OutputStream out = signer.getOutputStream()) {
      signature.getSignedInfo().getCanonicalizedData().transferTo(out);
    }
    byte[] value = signer.getSignature();
    return rsa ? value : plain(value);
  }

  /** In XML r and s stand one behind the other (RFC 4050 §3.3, XMLDSig §6.4.3). */
  private static byte[] plain(byte[] der) {
    ASN1Sequence both = ASN1Sequence.getInstance(der);
    byte[] plain = new byte[2 * FIELD_OCTETS];
    for (int i = 0; i < 2; i++) {
      BigInteger number = ASN1Integer.getInstance(both.getObjectAt(i)).getPositiveValue();
      byte[] octets = number.toByteArray();
      byte[] field =
          octets.length > FIELD_OCTETS
              ? Arrays.copyOfRange(octets, octets.length - FIELD_OCTETS, octets.length)
              : octets;
      System.arraycopy(field, 0, plain, (i + 1) * FIELD_OCTETS - field.length, field.length);
    }
    return plain;
  }

  private static byte[] written(Document document) throws TransformerException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TransformerFactory factory = TransformerFactory.newDefaultInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.newTransformer().transform(new DOMSource(document), new StreamResult(out));
    return out.toByteArray();
  }
}
