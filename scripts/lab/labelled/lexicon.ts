/** One true skill and the ways people write it. The first form of each language is the usual one. */
export interface Skill {
  readonly id: string;
  readonly family: string;
  readonly fr: readonly string[];
  readonly en: readonly string[];
}

/** A line of work: its job titles and the line it borders on. */
export interface Family {
  readonly id: string;
  readonly neighbour: string;
  readonly fr: readonly string[];
  readonly en: readonly string[];
}

/** Written for the generator only: no release of the platform may read this file (a test says so). */
const table = `
# software | data | Développeur web, Développeuse full-stack, Ingénieur logiciel | Web developer, Full-stack developer, Software engineer
javascript | JavaScript, JS, Javascript ES6 | JavaScript, JS, ECMAScript
typescript | TypeScript, TS | TypeScript, TS
react | React, React.js, ReactJS | React, React.js, ReactJS
angular | Angular, AngularJS | Angular, Angular 2+
node | Node.js, NodeJS, Node | Node.js, NodeJS, Node
java | Java, Java 17, J2EE | Java, Java SE, JEE
spring | Spring Boot, Spring, framework Spring | Spring Boot, Spring, Spring framework
php | PHP, PHP 8, développement PHP | PHP, PHP 8, PHP development
dotnet | .NET, C#, dotnet | .NET, C#, ASP.NET
rest | API REST, services web REST, conception d'API | REST API, RESTful services, API design
testing | tests unitaires, tests automatisés, TDD | unit testing, automated testing, TDD
git | Git, gestion de versions | Git, version control
# data | software | Data analyst, Analyste de données, Data scientist | Data analyst, Data scientist, Analytics engineer
python | Python, Python 3 | Python, Python 3
sql | SQL, langage SQL, requêtes SQL | SQL, SQL queries
postgresql | PostgreSQL, Postgres | PostgreSQL, Postgres, PG
machine-learning | apprentissage automatique, machine learning, ML | machine learning, ML, predictive modelling
deep-learning | apprentissage profond, deep learning | deep learning, neural networks
statistics | statistiques, analyse statistique | statistics, statistical analysis
dataviz | visualisation de données, dataviz, tableaux de bord | data visualization, dataviz, dashboards
power-bi | Power BI, PowerBI | Power BI, PowerBI
etl | ETL, flux de données, intégration de données | ETL, data pipelines, data integration
spark | Spark, Apache Spark | Spark, Apache Spark, PySpark
data-modelling | modélisation de données, modélisation décisionnelle | data modelling, dimensional modelling
# cloud | software | Ingénieur DevOps, Administrateur systèmes, Ingénieure cloud | DevOps engineer, Systems administrator, Cloud engineer
docker | Docker, conteneurs, conteneurisation | Docker, containers, containerization
kubernetes | Kubernetes, K8s | Kubernetes, K8s
linux | Linux, administration Linux | Linux, Linux administration
aws | AWS, Amazon Web Services | AWS, Amazon Web Services
azure | Azure, Microsoft Azure | Azure, Microsoft Azure
terraform | Terraform, infrastructure as code, IaC | Terraform, infrastructure as code, IaC
ci-cd | intégration continue, CI/CD, déploiement continu | continuous integration, CI/CD, continuous delivery
monitoring | supervision, monitoring, métrologie | monitoring, observability
ansible | Ansible, automatisation Ansible | Ansible, Ansible playbooks
networking | réseaux, administration réseau | networking, network administration
it-security | cybersécurité, sécurité informatique, SSI | cybersecurity, IT security, infosec
# project | sales | Chef de projet, Cheffe de projet, Responsable produit | Project manager, Product manager, Delivery manager
project-management | gestion de projet, conduite de projet, pilotage de projet | project management, project delivery, PM
agile | méthodes agiles, agilité, Agile | agile methods, Agile, agile delivery
scrum | Scrum, animation Scrum | Scrum, Scrum master
product | product owner, gestion de produit, PO | product ownership, product management, PO
requirements | recueil du besoin, analyse fonctionnelle, expression de besoins | requirements gathering, business analysis
risk | gestion des risques, analyse de risques | risk management, risk analysis
budget | gestion budgétaire, suivi de budget, budget | budget management, budgeting, budget
change | conduite du changement, accompagnement au changement | change management, change leadership
stakeholders | gestion des parties prenantes, relations parties prenantes | stakeholder management, stakeholder engagement
roadmap | feuille de route, roadmap | roadmap, roadmapping
reporting | reporting, tableaux de suivi | reporting, status reporting
# marketing | sales | Chargé de marketing, Responsable communication, Community manager | Marketing officer, Communications manager, Digital marketer
seo | SEO, référencement naturel | SEO, search engine optimization, organic search
sea | référencement payant, SEA, Google Ads | PPC, SEA, Google Ads
content | rédaction web, création de contenu, rédaction | content creation, copywriting, content writing
social-media | réseaux sociaux, community management, médias sociaux | social media, community management, social networks
emailing | emailing, campagnes e-mail | email marketing, email campaigns
analytics | Google Analytics, analyse d'audience, GA4 | Google Analytics, web analytics, GA4
brand | image de marque, gestion de marque | branding, brand management
market-research | étude de marché, études marketing | market research, market studies
events | événementiel, organisation d'événements | event management, event planning
design | infographie, création graphique | graphic design, visual design
# finance | hr | Comptable, Contrôleur de gestion, Responsable administratif et financier | Accountant, Financial controller, Finance manager
accounting | comptabilité générale, comptabilité, tenue de comptes | general accounting, accounting, bookkeeping
audit | audit, audit interne, révision comptable | audit, internal audit, auditing
tax | fiscalité, déclarations fiscales | tax, taxation, tax returns
treasury | trésorerie, gestion de trésorerie | treasury, cash management
financial-analysis | analyse financière, étude financière | financial analysis, financial modelling
controlling | contrôle de gestion, suivi de gestion | management control, controlling, management accounting
ifrs | normes IFRS, IFRS | IFRS, IFRS standards
sap | SAP, SAP FI | SAP, SAP FI
invoicing | facturation, gestion des factures | invoicing, billing
closing | clôture mensuelle, arrêté des comptes | month-end closing, closing of accounts
excel | Excel, tableur, Microsoft Excel | Excel, spreadsheets, MS Excel
# hr | finance | Chargé de recrutement, Gestionnaire de paie, Responsable RH | Recruiter, Payroll officer, HR manager
recruitment | recrutement, sourcing, acquisition de talents | recruitment, recruiting, talent acquisition
payroll | paie, gestion de la paie | payroll, payroll management
labour-law | droit du travail, droit social | employment law, labour law
training | formation, ingénierie de formation, plan de formation | training, learning and development, L&D
hr-admin | administration du personnel, gestion administrative RH | HR administration, personnel administration
skills-planning | GPEC, gestion des compétences | workforce planning, skills management
interviewing | conduite d'entretiens, entretiens | interviewing, job interviews
onboarding | intégration des salariés, onboarding | onboarding, employee onboarding
social-dialogue | relations sociales, dialogue social | employee relations, labour relations
compensation | rémunération et avantages, politique salariale | compensation and benefits, C&B
# sales | marketing | Commercial B2B, Chargée de clientèle, Responsable grands comptes | Sales representative, Account manager, Business developer
prospecting | prospection, développement commercial | prospecting, lead generation, business development
negotiation | négociation, négociation commerciale | negotiation, sales negotiation
b2b | vente B2B, vente aux entreprises | B2B sales, business sales
key-accounts | grands comptes, gestion de grands comptes | key accounts, key account management, KAM
customer-service | relation client, service client | customer service, customer relations, client service
sales-admin | ADV, administration des ventes | sales administration, order management
export | commerce international, export | international trade, export
retail | vente en magasin, vente au détail | retail, retail sales
cold-calling | téléprospection, phoning | cold calling, telesales
crm | CRM, gestion de la relation client, Salesforce | CRM, customer relationship management, Salesforce
# logistics | finance | Responsable logistique, Gestionnaire de stocks, Acheteuse | Logistics manager, Stock controller, Buyer
supply-chain | supply chain, chaîne logistique, chaîne d'approvisionnement | supply chain, supply chain management, SCM
warehouse | gestion d'entrepôt, magasinage | warehouse management, warehousing
inventory | gestion des stocks, inventaire | inventory management, stock control
transport | gestion du transport, affrètement | freight, transport management
forklift | CACES, conduite de chariots | forklift, forklift licence
procurement | achats, approvisionnement, politique d'achats | procurement, purchasing, sourcing of goods
wms | WMS, logiciel d'entrepôt | WMS, warehouse software
lean | lean, amélioration continue, lean management | lean, continuous improvement, lean management
customs | douane, formalités douanières | customs, customs clearance
scheduling | planification, ordonnancement | planning, production scheduling
# care | hr | Infirmière, Aide-soignant, Cadre de santé | Nurse, Care assistant, Ward manager
nursing | soins infirmiers, soins | nursing care, nursing
patient | accompagnement du patient, relation patient | patient care, patient support
hygiene | hygiène hospitalière, règles d'hygiène | infection control, hospital hygiene
emergency | urgences, soins d'urgence | emergency care, emergency nursing
medication | administration des traitements, gestion des médicaments | medication administration, medicines management
care-plans | plan de soins, projet de soins | care planning, care plans
geriatrics | gériatrie, soins aux personnes âgées | geriatrics, elderly care
palliative | soins palliatifs, fin de vie | palliative care, end-of-life care
first-aid | premiers secours, AFGSU | first aid, CPR
wounds | pansements, soins de plaies | wound care, dressings
team | encadrement d'équipe, management d'équipe | team leadership, team management
`;

function forms(cell: string | undefined): string[] {
  return (cell ?? "").split(",").map((form) => form.trim());
}

function readTable(): { families: Family[]; skills: Skill[] } {
  const families: Family[] = [];
  const skills: Skill[] = [];
  for (const line of table.trim().split("\n")) {
    const cells = line.replace(/^# /, "").split(" | ");
    const id = (cells[0] ?? "").trim();
    if (line.startsWith("# ")) {
      families.push({ id, neighbour: (cells[1] ?? "").trim(), fr: forms(cells[2]), en: forms(cells[3]) });
    } else {
      skills.push({ id, family: families.at(-1)?.id ?? "", fr: forms(cells[1]), en: forms(cells[2]) });
    }
  }
  return { families, skills };
}

/** All lines of work and all skills that the recipe knows. */
export const { families, skills } = readTable();

/** True skills that half replace each other; each row is one group. */
export const kinship: readonly (readonly string[])[] = [
  ["javascript", "typescript", "node"],
  ["react", "angular"],
  ["java", "dotnet", "php"],
  ["sql", "postgresql"],
  ["machine-learning", "deep-learning", "statistics"],
  ["dataviz", "power-bi", "excel"],
  ["etl", "spark", "data-modelling"],
  ["docker", "kubernetes"],
  ["aws", "azure"],
  ["terraform", "ansible"],
  ["agile", "scrum", "product"],
  ["project-management", "stakeholders", "roadmap"],
  ["seo", "sea", "analytics"],
  ["content", "social-media", "emailing"],
  ["accounting", "closing", "invoicing"],
  ["controlling", "financial-analysis", "budget"],
  ["recruitment", "interviewing"],
  ["payroll", "hr-admin"],
  ["prospecting", "cold-calling"],
  ["b2b", "key-accounts", "negotiation"],
  ["warehouse", "inventory", "wms"],
  ["supply-chain", "procurement", "transport"],
  ["nursing", "emergency", "wounds"],
  ["patient", "geriatrics", "palliative"],
];
