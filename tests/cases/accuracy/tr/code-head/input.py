# Bu dosya yazarın yazılı izni olmadan kopyalanamaz ve dağıtılamaz.
import os
print(os.name)
