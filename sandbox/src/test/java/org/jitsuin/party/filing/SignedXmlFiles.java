package org.jitsuin.party.filing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
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
import org.jitsuin.samples.SampleAuthority;
import org.jitsuin.samples.SampleKey;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Signed XML, right or with one lie. */
public final class SignedXmlFiles {
  private static final String TEXT =
      "<application><office>13221</office><part Id=\"part\">異動届</part></application>";

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

  static X509Certificate java(SampleAuthority authority) {
    return java(authority.certificate());
  }

  static X509Certificate java(X509CertificateHolder certificate) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(certificate.getEncoded()));
    } catch (Exception e) {
      throw new IllegalArgumentException(e);
    }
  }

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
      sign(document, used, java(certificate), wrong);
      if (wrong == Wrong.TWICE) {
        sign(document, used, java(certificate), wrong);
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
