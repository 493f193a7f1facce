package org.jitsuin.party.filing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import javax.xml.XMLConstants;
import javax.xml.crypto.dom.DOMStructure;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.keyinfo.KeyInfoFactory;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.crypto.dsig.spec.XPathFilterParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.samples.SampleKey;
import org.jitsuin.sandbox.TestCertificates;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Signed XML, right or with one lie. */
public final class SignedXmlFiles {
  private static final String TEXT =
      "<application><office>13221</office><part Id=\"part\">異動届</part></application>";

  private static final String XADES = "http://uri.etsi.org/01903/v1.3.2#";

  /** What is wrong. */
  public enum Wrong {
    NOTHING,
    /** A letter is another. */
    CHANGED,
    /** The signature is over a part. */
    PART_ONLY,
    /** What was signed stands inside of something else. */
    WRAPPED,
    /** Two signed it. */
    TWICE,
    /** The certificate is not of that key. */
    OTHER_KEY,
    /** A digest that proves nothing. */
    SHA1,
    /** A transformation decides what is signed. */
    XSLT,
    UNSIGNED,
    /** It would have others' files read. */
    DOCTYPE
  }

  private SignedXmlFiles() {}

  /** Returns a file that a key signed. */
  public static byte[] signed(SampleKey key, X509CertificateHolder certificate, Wrong wrong) {
    if (wrong == Wrong.UNSIGNED) {
      return TEXT.getBytes(StandardCharsets.UTF_8);
    }
    if (wrong == Wrong.DOCTYPE) {
      return ("<!DOCTYPE application SYSTEM \"file:///etc/passwd\">" + TEXT)
          .getBytes(StandardCharsets.UTF_8);
    }
    try {
      PrivateKey used =
          wrong == Wrong.OTHER_KEY ? SampleKey.rsa().pair().getPrivate() : key.pair().getPrivate();
      Document document = document(TEXT);
      X509Certificate signer = TestCertificates.java(certificate);
      sign(document, used, signer, wrong);
      if (wrong == Wrong.TWICE) {
        sign(document, used, signer, wrong);
      }
      String text = written(document);
      String told =
          switch (wrong) {
            case CHANGED -> text.replace("13221", "13222");
            case WRAPPED -> "<outer>" + text.replaceFirst("<\\?xml[^>]*>", "") + "</outer>";
            default -> text;
          };
      return told.getBytes(StandardCharsets.UTF_8);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a file whose signature says of which certificate it is, as that of a card does. */
  public static byte[] bound(SampleKey key, X509CertificateHolder certificate) {
    try {
      Document document = document(TEXT);
      Element properties = document.createElementNS(XADES, "xades:SignedProperties");
      // Written out: what is canonicalised before it is written has no declarations of its own.
      properties.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:xades", XADES);
      properties.setAttributeNS(
          XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:ds", XMLSignature.XMLNS);
      properties.setAttribute("Id", "properties");
      properties.setIdAttribute("Id", true);
      properties.appendChild(digest(document, certificate));
      XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
      Transform canonical =
          factory.newTransform(CanonicalizationMethod.EXCLUSIVE, (TransformParameterSpec) null);
      DigestMethod sha256 = factory.newDigestMethod(DigestMethod.SHA256, null);
      Transform enveloped =
          factory.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null);
      SignedInfo info =
          factory.newSignedInfo(
              factory.newCanonicalizationMethod(
                  CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
              factory.newSignatureMethod("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", null),
              List.of(
                  factory.newReference("", sha256, List.of(enveloped, canonical), null, null),
                  factory.newReference("#properties", sha256, List.of(canonical), null, null)));
      KeyInfoFactory keys = factory.getKeyInfoFactory();
      factory
          .newXMLSignature(
              info,
              keys.newKeyInfo(
                  List.of(keys.newX509Data(List.of(TestCertificates.java(certificate))))),
              List.of(
                  factory.newXMLObject(List.of(new DOMStructure(properties)), null, null, null)),
              null,
              null)
          .sign(new DOMSignContext(key.pair().getPrivate(), document.getDocumentElement()));
      return written(document).getBytes(StandardCharsets.UTF_8);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Element digest(Document document, X509CertificateHolder certificate)
      throws Exception {
    Element digest = document.createElementNS(XADES, "xades:CertDigest");
    Element method = document.createElementNS(XMLSignature.XMLNS, "ds:DigestMethod");
    method.setAttribute("Algorithm", DigestMethod.SHA256);
    digest.appendChild(method);
    Element value = document.createElementNS(XMLSignature.XMLNS, "ds:DigestValue");
    value.setTextContent(hash(certificate));
    digest.appendChild(value);
    return digest;
  }

  /** Returns the same file with another certificate, or what else stands in its place. */
  public static byte[] with(byte[] signed, String content) {
    return new String(signed, StandardCharsets.UTF_8)
        .replaceFirst(
            "(?s)(<X509Certificate>).*?(</X509Certificate>)",
            "$1" + Matcher.quoteReplacement(content) + "$2")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the same file with another certificate, and a digest of it where nobody signed it. */
  public static byte[] exchanged(byte[] signed, X509CertificateHolder other) {
    try {
      String named =
          "<CertDigest><DigestMethod Algorithm=\"%s\"/><DigestValue>%s</DigestValue></CertDigest>"
              .formatted(DigestMethod.SHA256, hash(other));
      byte[] file = with(signed, Base64.getEncoder().encodeToString(other.getEncoded()));
      return new String(file, StandardCharsets.UTF_8)
          .replace("</KeyInfo>", "</KeyInfo><Object>" + named + "</Object>")
          .getBytes(StandardCharsets.UTF_8);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hash(X509CertificateHolder certificate) throws IOException {
    return Base64.getEncoder().encodeToString(Fingerprint.of(certificate.getEncoded()).octets());
  }

  private static Document document(String text) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setNamespaceAware(true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String written(Document document) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TransformerFactory.newDefaultInstance()
        .newTransformer()
        .transform(new DOMSource(document), new StreamResult(out));
    return out.toString(StandardCharsets.UTF_8);
  }

  private static void sign(
      Document document, PrivateKey key, X509Certificate certificate, Wrong wrong)
      throws Exception {
    XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
    String digest =
        wrong == Wrong.SHA1
            ? "http://www.w3.org/2000/09/xmldsig#sha1"
            : "http://www.w3.org/2001/04/xmlenc#sha256";
    List<Transform> transforms = new ArrayList<>();
    transforms.add(factory.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null));
    if (wrong == Wrong.XSLT) {
      transforms.add(
          factory.newTransform(
              Transform.XPATH, new XPathFilterParameterSpec("not(ancestor-or-self::part)")));
    }
    Reference reference =
        factory.newReference(
            wrong == Wrong.PART_ONLY ? "#part" : "",
            factory.newDigestMethod(digest, null),
            transforms,
            null,
            null);
    SignedInfo info =
        factory.newSignedInfo(
            factory.newCanonicalizationMethod(
                CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
            factory.newSignatureMethod("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", null),
            List.of(reference));
    KeyInfoFactory keys = factory.getKeyInfoFactory();
    KeyInfo keyInfo = keys.newKeyInfo(List.of(keys.newX509Data(List.of(certificate))));
    Element root = document.getDocumentElement();
    DOMSignContext context = new DOMSignContext(key, root);
    context.setProperty("org.jcp.xml.dsig.secureValidation", false);
    context.setIdAttributeNS((Element) root.getElementsByTagName("part").item(0), null, "Id");
    factory.newXMLSignature(info, keyInfo).sign(context);
  }
}
