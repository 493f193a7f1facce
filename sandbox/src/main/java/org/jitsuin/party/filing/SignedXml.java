package org.jitsuin.party.filing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * XML with one enveloped signature over all of it (XMLDSig, with or without the properties of
 * XAdES).
 */
final class SignedXml implements DocumentCheck {
  private static final Set<String> ALGORITHMS =
      Set.of(
          "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
          "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384");
  private static final int DEEPEST = 200;
  private static final Set<String> TRANSFORMS =
      Set.of(
          Transform.ENVELOPED,
          "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
          "http://www.w3.org/2001/10/xml-exc-c14n#",
          "http://www.w3.org/2006/12/xml-c14n11");

  @Override
  public X509Certificate signer(byte[] document) {
    try {
      Element element = signature(parsed(document));
      X509Certificate certificate = certificate(element);
      DOMValidateContext context =
          new DOMValidateContext(
              KeySelector.singletonKeySelector(certificate.getPublicKey()), element);
      context.setProperty("org.jcp.xml.dsig.secureValidation", true);
      declareIds(element, context);
      XMLSignature signature =
          XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context);
      if (!isOverAll(signature, element)
          || !signature.validate(context)
          || !isBound(element, certificate)) {
        throw DocumentCheck.changed();
      }
      return certificate;
    } catch (MarshalException
        | XMLSignatureException
        | GeneralSecurityException
        | IllegalArgumentException e) {
      // The last one: what should be base64 is none.
      throw DocumentCheck.changed();
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw DocumentCheck.unsigned();
    }
  }

  /** Nothing is fetched, nothing is expanded, and nothing is nested without end. */
  private static Document parsed(byte[] document)
      throws ParserConfigurationException, SAXException, IOException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setNamespaceAware(true);
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    factory.setXIncludeAware(false);
    factory.setAttribute("jdk.xml.maxElementDepth", DEEPEST);
    var builder = factory.newDocumentBuilder();
    builder.setErrorHandler(null);
    return builder.parse(new ByteArrayInputStream(document));
  }

  private static Element signature(Document xml) {
    NodeList signatures = xml.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature");
    if (signatures.getLength() != 1
        || !xml.getDocumentElement().isSameNode(signatures.item(0).getParentNode())) {
      throw DocumentCheck.unsigned();
    }
    return (Element) signatures.item(0);
  }

  private static X509Certificate certificate(Element signature) throws GeneralSecurityException {
    NodeList found = signature.getElementsByTagNameNS(XMLSignature.XMLNS, "X509Certificate");
    if (found.getLength() == 0) {
      throw DocumentCheck.unsigned();
    }
    // The first one is the signer's: its key must verify, whatever stands behind it.
    byte[] der = Base64.getMimeDecoder().decode(found.item(0).getTextContent());
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  /** The properties of XAdES are signed as well, and found by their name. */
  private static void declareIds(Element signature, DOMValidateContext context) {
    NodeList properties = properties(signature);
    for (int i = 0; i < properties.getLength(); i++) {
      Element one = (Element) properties.item(i);
      if (one.hasAttribute("Id")) {
        context.setIdAttributeNS(one, null, "Id");
      }
    }
  }

  private static NodeList properties(Element signature) {
    return signature.getElementsByTagNameNS("*", "SignedProperties");
  }

  /**
   * Where the signature says of which certificate it is, it is of that one. What stands beside the
   * signed properties says nothing: anybody can add it.
   */
  private static boolean isBound(Element signature, X509Certificate certificate)
      throws GeneralSecurityException {
    NodeList properties = properties(signature);
    if (properties.getLength() == 0) {
      return true;
    }
    NodeList named = ((Element) properties.item(0)).getElementsByTagNameNS("*", "CertDigest");
    if (named.getLength() == 0) {
      return true;
    }
    Element digest = (Element) named.item(0);
    NodeList method = digest.getElementsByTagNameNS(XMLSignature.XMLNS, "DigestMethod");
    NodeList value = digest.getElementsByTagNameNS(XMLSignature.XMLNS, "DigestValue");
    return method.getLength() == 1
        && value.getLength() == 1
        && DigestMethod.SHA256.equals(((Element) method.item(0)).getAttribute("Algorithm"))
        && Arrays.equals(
            MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()),
            Base64.getMimeDecoder().decode(value.item(0).getTextContent()));
  }

  /** One reference is to the whole document; the others to what is in the signature. */
  private static boolean isOverAll(XMLSignature signature, Element element) {
    List<Reference> references = signature.getSignedInfo().getReferences();
    boolean known =
        ALGORITHMS.contains(signature.getSignedInfo().getSignatureMethod().getAlgorithm());
    long whole = references.stream().filter(one -> "".equals(one.getURI())).count();
    return known
        && whole == 1
        && references.stream()
            .allMatch(
                one -> hasTransforms(one) && ("".equals(one.getURI()) || isInside(one, element)));
  }

  private static boolean hasTransforms(Reference reference) {
    return reference.getTransforms().stream()
        .allMatch(one -> TRANSFORMS.contains(one.getAlgorithm()));
  }

  private static boolean isInside(Reference reference, Element signature) {
    NodeList properties = properties(signature);
    return properties.getLength() == 1
        && ("#" + ((Element) properties.item(0)).getAttribute("Id")).equals(reference.getURI());
  }
}
