#include "formats/ascii.h"
#include "formats/xml_events.h"
#include "signals/odrl.h"

namespace imprimatur {
namespace {

std::string_view first_of(const XmlElement& element,
                          std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (const std::string_view value = element.value(name); !value.empty()) {
      return value;
    }
  }
  return {};
}

// The XML encoding of ODRL 2.x: <policy><permission><asset/><action name=""/><constraint/>...
class PolicyWalk : public XmlHandler {
 public:
  void start(const XmlElement& element) override {
    const std::string name = ascii_lower(element.name);
    if (name == "policy") {
      policies.emplace_back().conflict = odrl_term(element.value("conflict"));
    } else if (!policies.empty()) {
      inside(name, element);
    }
    names_.push_back(name);
  }

  void end(const XmlElement& /*element*/) override {
    const std::string name = names_.empty() ? std::string() : names_.back();
    if (!names_.empty()) {
      names_.pop_back();
    }
    if (name == "permission" || name == "prohibition") {
      rule_ = nullptr;
    } else if (name == "duty" || name == "obligation") {
      duty_ = false;
    } else if (rule_ != nullptr && name == "action" && wants_text_ && !text_.empty()) {
      add_action(trim_blanks(text_));
    }
    wants_text_ = false;
  }

  void text(std::string_view value, Span /*written*/) override {
    if (wants_text_) {
      text_ += value;
    }
  }

  std::vector<OdrlPolicy> policies;

 private:
  void inside(const std::string& name, const XmlElement& element) {
    OdrlPolicy& policy = policies.back();
    if (name == "permission" || name == "prohibition") {
      rule_ = name == "permission" ? &policy.permissions.emplace_back()
                                   : &policy.prohibitions.emplace_back();
      return;
    }
    if (rule_ == nullptr) {
      return;
    }
    if (name == "duty" || name == "obligation") {
      duty_ = true;
    } else if (name == "action") {
      const std::string_view action = first_of(element, {"name", "uid", "id", "resource"});
      wants_text_ = action.empty();
      text_.clear();
      if (!action.empty()) {
        add_action(action);
      }
    } else if (name == "constraint" && !duty_) {
      OdrlConstraint constraint;
      constraint.left = odrl_term(first_of(element, {"name", "leftOperand"}));
      constraint.op = odrl_term(element.value("operator"));
      const std::string_view right = first_of(element, {"rightOperand", "rightoperand", "value"});
      constraint.right.emplace_back(right);
      rule_->constraints.push_back(std::move(constraint));
    } else if (name == "party" || name == "assigner" || name == "assignee") {
      const std::string role =
          name == "party" ? odrl_term(first_of(element, {"function", "role"})) : name;
      if (role == "assigner") {
        rule_->assigner = first_of(element, {"name", "uid"});
      }
      rule_->has_assignee = rule_->has_assignee || role == "assignee";
    }
  }

  void add_action(std::string_view action) {
    if (duty_) {
      rule_->duties.push_back(odrl_term(action));
    } else {
      rule_->actions.emplace_back(action);
    }
  }

  std::vector<std::string> names_;
  OdrlRule* rule_ = nullptr;  // the last one of the last policy; none is added while it is open
  bool duty_ = false;
  bool wants_text_ = false;
  std::string text_;
};

}  // namespace

std::vector<OdrlPolicy> parse_odrl_xml(std::string_view text) {
  PolicyWalk walk;
  if (!parse_xml(text, walk)) {
    walk.policies.clear();
  }
  return std::move(walk.policies);
}

}  // namespace imprimatur
