package dev.bedplate.reconcile;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Whether what policies refuse is refused in fact, as far as the API server lets anybody know. */
public sealed interface Effect {
  /**
   * It is.
   *
   * @param leftOut the labels of the namespaces that may be judged and about which the API server
   *     does not ask, by name
   */
  record InEffect(SortedMap<String, Map<String, String>> leftOut) implements Effect {
    /** It is everywhere. */
    public InEffect() {
      this(new TreeMap<>());
    }

    public InEffect {
      leftOut = Collections.unmodifiableSortedMap(new TreeMap<>(leftOut));
    }
  }

  /** It is not. */
  record Lost(Loss reason, String message) implements Effect {}

  /** It cannot be told. */
  record Unknown(Doubt reason, String message) implements Effect {}

  /** Why nothing is refused; the names are reasons of conditions. */
  enum Loss {
    /** There is no webhook configuration, or none with the operator's webhook. */
    NotRegistered,
    /** No replica has served yet since the configuration was made. */
    NotActivated,
    /** The API server does not ask about every kind. */
    KindsMissing,
    /** The API server asks about no namespace that there is. */
    NoNamespaceSelected,
    /** The API server does not ask about some namespaces in which the policy enforces. */
    NamespacesLeftOut,
    /** The API server calls a path that the webhook does not serve. */
    WrongPath,
    /** The API server does not trust the certificate of the webhook. */
    CertificateNotTrusted,
    /** Nothing listens where the API server calls. */
    WebhookUnreachable,
    /** The API server is not answered for another reason. */
    WebhookNotAnswering
  }

  /** Why it cannot be told; the names are reasons of conditions. */
  enum Doubt {
    /** It was not asked often enough since the start. */
    NotKnownYet,
    /** The configuration of the operator says that it is not asked. */
    NotObserved,
    /** The API server asks about some of the objects only. */
    Narrowed,
    /** The operator has not the rights to ask. */
    NotPermitted,
    /** The API server does not answer the operator. */
    ApiServerSilent,
    /** Something else refused the question. */
    RefusedByOthers
  }
}
